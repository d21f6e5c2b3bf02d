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
