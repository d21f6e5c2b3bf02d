import { describe, expect, it } from '@jest/globals';
import { nameKeys } from '../patient/patient-name';
import { blockKeys } from './block-keys';

const keysOf = (name: string, birthDate: string | null, address: string | null = null) =>
  blockKeys({ name, birthDate, address, pinyin: nameKeys(name).pinyin });
const shared = (one: readonly string[], other: readonly string[]) =>
  one.filter((key) => other.includes(key)).length;

describe('blockKeys', () => {
  const person = keysOf('张建国', '1985-07-03', '云溪县东浦镇河湾村3组12号');

  it.each([
    ['in traditional characters', keysOf('張建國', '1985-07-03')],
    ['by a homophone', keysOf('章剑国', '1985-07-03')],
    ['in letters', keysOf('Zhang Jianguo', '1985-07-03')],
    ['in letters, the given name first', keysOf('JIANGUO ZHANG', '1985-07-03')],
    ['with day and month swapped', keysOf('张建国', '1985-03-07')],
    ['with another year', keysOf('张建国', '1986-07-03')],
    ['with another day', keysOf('张建国', '1985-07-13')],
    ['without a day of birth', keysOf('张建国', null, '河湾村12号')],
    ['under another name in her village', keysOf('王芳之子', '1985-07-03', '河湾村')],
    ['by nobody’s name in her village', keysOf('无名氏', '1985-07-03', '河湾村')],
  ])('finds her %s', (_title, keys) => {
    expect(shared(person, keys)).toBeGreaterThan(0);
  });

  it('puts nobody into a block of all who are unknown', () => {
    expect(keysOf('无名氏', '1985-07-03')).toEqual([]);
  });

  it('makes four keys at most, each of the column’s length', () => {
    expect(person.map((key) => key.length)).toEqual([12, 12, 12, 12]);
  });

  it('makes none of a name alone', () => {
    expect(keysOf('张建国', null)).toEqual([]);
  });
});
