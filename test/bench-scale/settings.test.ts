import { describe, expect, it } from '@jest/globals';
import { readScaleSettings } from './settings';

const read = (...args: string[]) => readScaleSettings(args, {});

describe('the flags of bench -- --scale', () => {
  it('have a value for everything but the sizes, which come the smallest first', () => {
    expect(read('--scale', '1000000,10000')).toEqual({
      ...{ sizes: [10_000, 1_000_000], rounds: 3, seconds: 4, connections: 4, residents: 200 },
      ...{ mysqlUrl: undefined, keep: undefined },
    });
  });

  it.each(['', '9', '1000001', '10000,', 'many'])('refuse the sizes %j', (sizes) => {
    expect(() => read(`--scale=${sizes}`)).toThrow('--scale must be whole numbers');
  });

  it.each(['--rounds', '--seconds', '--connections', '--residents'])('refuse %s 0', (flag) => {
    expect(() => read('--scale=10', `${flag}=0`)).toThrow(
      `${flag} must be a whole number above 0.`,
    );
  });

  it('need a server for MySQL, and know no other', () => {
    expect(() => read('--scale=10', '--databases=mysql')).toThrow('DATABASE_URL');
    expect(() => read('--scale=10', '--databases=other')).toThrow('--databases');
  });
});
