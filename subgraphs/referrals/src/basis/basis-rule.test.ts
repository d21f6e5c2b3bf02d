import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { readBasisRule } from './basis-rule';

describe('the rule of how long a referral is a basis', () => {
  it('counts whole calendar days in Shanghai', () => {
    const rule = readBasisRule();
    const firstMoment = new Date('2026-03-02T16:00:00Z');
    expect(rule.endedSince(new Date('2026-05-31T16:00:00Z'))).toEqual(firstMoment);
    expect(rule.endedSince(new Date('2026-06-01T15:59:59.999Z'))).toEqual(firstMoment);
  });

  it.each([-1, 1.5, '90'])('refuses %p days', (daysAfterEnd) => {
    const folder = mkdtempSync(join(tmpdir(), 'lianyi-test-'));
    const file = join(folder, 'basis.json');
    const head = { version: '1', effectiveFrom: '2026-01-01', source: 'a test' };
    writeFileSync(file, JSON.stringify({ ...head, notSentBy: [], daysAfterEnd }));
    expect(() => readBasisRule(file)).toThrow(/daysAfterEnd must be a/);
    rmSync(folder, { recursive: true });
  });
});
