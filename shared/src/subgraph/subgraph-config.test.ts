import { describe, expect, it } from '@jest/globals';
import { locationOf, readCommonConfig } from './subgraph-config';

describe('AUDIT_KEEP_MONTHS', () => {
  it('is three years where nothing is said', () => {
    expect(readCommonConfig({}).auditKeepMonths).toBe(36);
  });

  it('may be half a year', () => {
    expect(readCommonConfig({ AUDIT_KEEP_MONTHS: '6' }).auditKeepMonths).toBe(6);
  });

  it.each(['5', '0', '-36', '6.5', 'long'])('stops the start at %s, by name', (months) => {
    expect(() => readCommonConfig({ AUDIT_KEEP_MONTHS: months })).toThrow(
      'AUDIT_KEEP_MONTHS must be a whole number from 6 to 1200.',
    );
  });
});

describe('REDIS_URL', () => {
  it('is unset where nothing is said: events stay within the process', () => {
    expect(readCommonConfig({}).redisUrl).toBeUndefined();
  });

  it('must be an address of Redis', () => {
    expect(readCommonConfig({ REDIS_URL: 'rediss://r:1' }).redisUrl).toBe('rediss://r:1');
    expect(() => readCommonConfig({ REDIS_URL: 'http://r:1' })).toThrow(
      'REDIS_URL must be a redis, rediss, redis-sentinel (with the name of the master) or redis-cluster address.',
    );
  });
});

describe('where the databases are', () => {
  const url = 'mysql://db:3306';

  it('is brought up to date, and any server taken, where nothing is said', () => {
    expect(locationOf(readCommonConfig({ DATABASE_URL: url, DATA_DIR: 'd' }))).toEqual({
      ...{ url, dataDir: 'd', production: false, migrate: 'on' },
    });
  });

  it('is told of production, and of MIGRATE', () => {
    const config = readCommonConfig({ NODE_ENV: 'production', MIGRATE: 'off' });
    expect(locationOf(config)).toMatchObject({ production: true, migrate: 'off' });
    expect(() => readCommonConfig({ MIGRATE: 'no' })).toThrow('MIGRATE must be one of on, off.');
  });
});
