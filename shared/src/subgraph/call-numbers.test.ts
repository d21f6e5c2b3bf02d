import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { readCallNumbers } from './call-numbers';
import { createRetryBudget } from './retry-budget';

const folder = mkdtempSync(join(tmpdir(), 'call-numbers-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('how parts are asked', () => {
  it('is read from the file', () => {
    expect(readCallNumbers()).toMatchObject({ failuresToOpen: 2, retriesPerRequest: 0.1 });
  });

  it('is refused where a number is none', () => {
    const file = join(folder, 'calls.json');
    const { failuresToOpen: _left, ...others } = readCallNumbers();
    const head = { version: '1', effectiveFrom: '2026-01-01', source: 'test' };
    writeFileSync(file, JSON.stringify({ ...head, ...others, failuresToOpen: 0 }));
    expect(() => readCallNumbers(file)).toThrow('failuresToOpen must be above 0');
  });
});

describe('what may be spent on second attempts', () => {
  it('is what was saved, then one in ten', () => {
    const budget = createRetryBudget({ retriesPerRequest: 0.125, retriesAtOnce: 2 });
    const spent = () => [budget.spend(), budget.spend(), budget.spend()];
    expect(spent()).toEqual([true, true, false]);
    for (let asked = 0; asked < 8; asked += 1) budget.earn();
    expect(spent()).toEqual([true, false, false]);
    for (let asked = 0; asked < 100; asked += 1) budget.earn();
    expect(spent()).toEqual([true, true, false]);
  });
});
