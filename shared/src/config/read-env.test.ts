import { describe, expect, it } from '@jest/globals';
import { readEnv } from './read-env';

describe('readEnv', () => {
  it('takes an empty value for an unset one', () => {
    expect(readEnv({ A: ' ' }).optional('A')).toBeUndefined();
    expect(readEnv({ A: '' }).string('A', 'b')).toBe('b');
  });

  it.each(['x', '1.5', '-1', '65536', '1e3'])('refuses %s for a port, by name', (value) => {
    const read = () => readEnv({ PORT: value }).integer('PORT', 4000, { min: 0, max: 65_535 });
    expect(read).toThrow('PORT must be a whole number from 0 to 65535.');
  });

  it.each([
    ['on', true],
    ['TRUE', true],
    ['0', false],
    ['no', false],
  ])('reads %s as %s', (value, expected) => {
    expect(readEnv({ A: value }).boolean('A', !expected)).toBe(expected);
  });

  it('refuses what is neither on nor off', () => {
    expect(() => readEnv({ DEMO: 'maybe' }).boolean('DEMO', true)).toThrow(
      'DEMO must be on or off.',
    );
  });

  it('refuses an address of another kind', () => {
    const read = (value: string) => () => readEnv({ U: value }).url('U', ['mysql']);
    expect(read('http://a')).toThrow('U must be a mysql address.');
    expect(read('nothing')).toThrow('U must be a mysql address.');
    expect(read('mysql://root@h:3306')()).toBe('mysql://root@h:3306');
  });

  it('refuses a choice that is none', () => {
    const read = () => readEnv({ L: 'loud' }).oneOf('L', ['info', 'warn'], 'info');
    expect(read).toThrow('L must be one of info, warn.');
  });

  it('says why a required one is needed', () => {
    expect(() => readEnv({}).required('KEY', 'it signs')).toThrow('KEY is not set: it signs.');
  });
});
