import { groupBy } from '@lianyi/shared/collections/group-by';
import type { ResultsContext } from '../context';
import { isRecognizable } from '../order-check/judged-result';
import { createVerdicts, type JudgedReport } from '../recognition/recognition.service';
import type { Verdict } from '../recognition/recognize';
import type { DiagnosticReport } from '../report/report.entity';
import type { EarlierResult } from './earlier-result.loader';

/** What could have been relied on instead of testing an item again. */
export interface Relied {
  readonly itemCode: string;
  /** The institution that made it. */
  readonly source: string;
  readonly takenAt: Date;
  readonly recognition: Verdict;
}

type Judging = Pick<ResultsContext, 'catalogue' | 'positions' | 'quality'>;

/**
 * Of each item of a later report the newest earlier result that could have been relied on when it
 * was tested again: it was out by then, and recognised for the institution that tested. By item code.
 */
export async function reliedResults(
  { catalogue, positions, quality }: Judging,
  later: DiagnosticReport,
  earlier: readonly EarlierResult[],
): Promise<Relied[]> {
  if (earlier.length === 0) return [];
  const viewer = { institutionId: later.institutionId };
  const standing = { catalogue, viewer, instant: later.sortedAt };
  const madeAt = ({ institutionId }: JudgedReport) => Promise.resolve(institutionId);
  const verdicts = createVerdicts({ ...standing, positions, quality, madeAt });
  const judged = await Promise.all(
    earlier
      .filter(({ report }) => report.issuedAt <= later.sortedAt)
      .map(async ({ itemCode, comparable, report, takenAt }) => {
        const asked = { itemCode, comparable, mapped: true };
        const recognition = await verdicts.of(report, asked, null);
        return { itemCode, report, takenAt, recognition, institutionId: report.institutionId };
      }),
  );
  const counted = judged.filter((one) => isRecognizable(one, standing));
  const byItem = [...groupBy(counted, ({ itemCode }) => itemCode)];
  byItem.sort(([one], [other]) => (one < other ? -1 : 1));
  return byItem.flatMap(([, results]) => {
    const [best] = results.sort((one, other) => other.takenAt.getTime() - one.takenAt.getTime());
    if (!best) return [];
    const { itemCode, institutionId: source, takenAt, recognition } = best;
    return [{ itemCode, source, takenAt, recognition }];
  });
}
