import { describe, expect, it } from '@jest/globals';
import { readSettings } from './settings';

describe('readSettings', () => {
  it('has a value for everything', () => {
    expect(readSettings([], {})).toEqual({
      ...{ rounds: 5, seconds: 4, warmUp: 10, connections: 16, patients: 2000, records: 200 },
      ...{ databases: 'sqlite', mysqlUrl: undefined, profile: undefined },
    });
  });

  it('takes parts of a second', () => {
    expect(readSettings(['--seconds', '0.5'], {}).seconds).toBe(0.5);
  });

  it.each([
    ['--rounds', '0'],
    ['--rounds', '1.5'],
    ['--connections', 'many'],
    ['--seconds', '-1'],
    ['--databases', 'postgres'],
  ])('names the flag of a wrong value: %s %s', (flag, value) => {
    expect(() => readSettings([flag, value], {})).toThrow(flag);
  });

  it('needs a server for MySQL', () => {
    expect(() => readSettings(['--databases', 'mysql'], {})).toThrow('DATABASE_URL');
  });

  it('leaves a server alone that it was not told to use', () => {
    const env = { DATABASE_URL: 'mysql://root@127.0.0.1:3306' };
    expect(readSettings([], env).mysqlUrl).toBeUndefined();
  });
});
