import { describe, expect, it } from '@jest/globals';
import { loadCatalogue } from '../catalogue/catalogue';
import { LabReport } from '../lab-report/lab-report.entity';
import type { ReportStatus } from '../report/report-status';
import { isRecognizable } from './judged-result';

const catalogue = loadCatalogue();
const taken = new Date('2026-03-01T08:00:00+08:00');

interface Case {
  readonly itemCode?: string;
  readonly status?: ReportStatus;
  readonly effectiveAt?: Date | null;
  readonly from?: string;
  readonly verdict?: 'RECOGNIZED' | 'NOT_RECOGNIZED';
  readonly at?: string;
}

/** A blood count of the institution's own, three days old, unless the case says otherwise. */
const judge = ({
  itemCode = '6690-2',
  status = 'FINAL',
  effectiveAt = taken,
  from = 'county-hospital',
  verdict = 'RECOGNIZED',
  at = '2026-03-04T10:00:00+08:00',
}: Case) =>
  isRecognizable(
    {
      ...{ itemCode, institutionId: from },
      report: Object.assign(new LabReport(), { status, effectiveAt, issuedAt: taken }),
      recognition: { status: verdict, scope: null, mark: null, validUntil: null, obstacles: [] },
    },
    { catalogue, viewer: { institutionId: 'county-hospital' }, instant: new Date(at) },
  );

describe('whether testing again would be a repeat', () => {
  it.each<[string, Case, boolean]>([
    ['an own result within its window', {}, true],
    ['in the last moment of its window', { at: '2026-03-08T23:59:59.999+08:00' }, true],
    ['in the first moment after it', { at: '2026-03-09T00:00:00.000+08:00' }, false],
    ['an amended one', { status: 'AMENDED' }, true],
    ['a preliminary one', { status: 'PRELIMINARY' }, false],
    ['one of an unknown time', { effectiveAt: null }, false],
    ['one that counts without limit', { itemCode: 'SM-TISSUE', at: '2030-01-01T00:00:00Z' }, true],
    ['one that never counts by rule', { itemCode: '10839-9' }, false],
    ['one outside the catalogue', { itemCode: 'NO-SUCH' }, false],
    ['another’s, by its verdict alone', { from: 'township-dongpu' }, true],
    ['another’s that is not recognised', { from: 'x', verdict: 'NOT_RECOGNIZED' }, false],
    ['an own one that is not recognised', { verdict: 'NOT_RECOGNIZED' }, false],
  ])('is told of %s', (_title, asked, expected) => {
    expect(judge(asked)).toBe(expected);
  });
});
