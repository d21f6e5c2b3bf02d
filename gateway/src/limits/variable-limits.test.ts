import { describe, expect, it } from '@jest/globals';
import { contractSchema } from '../testing/contract';
import { createQueryLimits } from './query-limits';

const schema = contractSchema();
const check = (query: string, variables: Record<string, unknown>) =>
  createQueryLimits(() => schema).check({ query, variables });

const overLimit = (limit: string) =>
  expect.objectContaining({
    code: 'LIMIT_EXCEEDED',
    details: expect.objectContaining({ limit }),
  });

describe('variable limits', () => {
  const query = 'query ($input: LabReportInput!) { me { name } }';

  it('refuse a list of 1,001', () => {
    const observations = Array.from({ length: 1001 }, () => ({}));
    expect(() => check(query, { input: { observations } })).toThrow(
      overLimit('list length in variables'),
    );
  });

  it('refuse 100,000 levels without exhausting the stack', () => {
    const input: unknown = JSON.parse('['.repeat(100_000) + ']'.repeat(100_000));
    expect(() => check(query, { input })).toThrow(overLimit('nesting of variables'));
  });
});
