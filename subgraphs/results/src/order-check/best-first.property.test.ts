import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { loadCatalogue } from '../catalogue/catalogue';
import { LabReport } from '../lab-report/lab-report.entity';
import type { JudgedResult } from './judged-result';
import { bestFor } from './order-check.service';
import { loadOrderRules } from './order-rules';

const rules = loadOrderRules(loadCatalogue());
const codes = ['6690-2', '718-7', 'CT-ABDOMEN', 'CT-UPPERABDOMEN', 'CT-ABDOMEN-CONTRAST', '2823-3'];
const ordered = ['PANEL-CBC', 'CT-UPPERABDOMEN', '6690-2', 'PANEL-ELECTROLYTE'];

const result: fc.Arbitrary<JudgedResult> = fc
  .record({
    itemCode: fc.constantFrom(...codes),
    takenAt: fc.integer({ min: 0, max: 5 }).map((day) => new Date(Date.UTC(2026, 2, 1 + day))),
    id: fc.uuid(),
    status: fc.constantFrom('RECOGNIZED' as const, 'NOT_RECOGNIZED' as const),
  })
  .map(({ status, ...rest }) => ({
    ...{ ...rest, institutionId: 'township-dongpu', observation: null, examReport: null },
    report: new LabReport(),
    recognition: { status, scope: null, mark: null, validUntil: null, obstacles: [] },
  }));
const results = fc.uniqueArray(result, { selector: ({ id }) => id, maxLength: 30 });
const order = fc.constantFrom(...ordered);

describe('the best of what exists', () => {
  it('never has one that is not recognised before one that is, nor an older one before a newer', () => {
    fc.assert(
      fc.property(order, results, (code, existing) => {
        const best = bestFor(rules, code, existing);
        for (const [index, one] of best.entries()) {
          const next = best[index + 1];
          if (!next) continue;
          const [here, there] = [one.recognition.status, next.recognition.status];
          expect([here, there]).not.toEqual(['NOT_RECOGNIZED', 'RECOGNIZED']);
          if (here === there) expect(one.takenAt >= next.takenAt).toBe(true);
        }
      }),
    );
  });

  it('answers the order, is no more than is shown, and begins with the best of all', () => {
    fc.assert(
      fc.property(order, results, (code, existing) => {
        const best = bestFor(rules, code, existing);
        const answering = new Map(rules.answering(code).map((one) => [one.itemCode, one]));
        expect(best.every(({ itemCode }) => answering.has(itemCode))).toBe(true);
        const places = new Set(rules.answering(code).map(({ place }) => place)).size;
        const most = rules.find(code)?.kind === 'PANEL' ? places : rules.alternatives;
        expect(best.length).toBeLessThanOrEqual(most);
        const all = existing.filter(({ itemCode }) => answering.has(itemCode));
        if (all.some(({ recognition }) => recognition.status === 'RECOGNIZED'))
          expect(best[0]?.recognition.status).toBe('RECOGNIZED');
        expect(best.length === 0).toBe(all.length === 0);
      }),
    );
  });

  it('does not depend on the order in which results were found', () => {
    fc.assert(
      fc.property(order, results, (code, existing) => {
        const ids = (some: readonly JudgedResult[]) =>
          bestFor(rules, code, some).map(({ id }) => id);
        expect(ids([...existing].reverse())).toEqual(ids(existing));
      }),
    );
  });
});
