import { describe, expect, it } from '@jest/globals';
import { readCommonConfig } from './subgraph-config';

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
      'REDIS_URL must be a redis or rediss address.',
    );
  });
});
