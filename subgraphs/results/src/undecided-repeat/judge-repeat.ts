import { groupBy } from '@lianyi/shared/collections/group-by';
import type { ResultsContext } from '../context';
import { isRecognizable } from '../order-check/judged-result';
import { createVerdicts } from '../recognition/recognition.service';
import type { Verdict } from '../recognition/recognize';
import type { EarlierResult } from './earlier-result.loader';

/** What could have been relied on instead of testing an item again. */
export interface Relied {
  readonly itemCode: string;
  /** The institution that made it. */
  readonly source: string;
  readonly takenAt: Date;
  readonly recognition: Verdict;
}

type Judging = Pick<
  ResultsContext,
  'agreements' | 'catalogue' | 'madeAt' | 'positions' | 'quality'
>;

/** A report that tests again, and the institution that made its exam or measured it. */
export interface LaterReport {
  readonly institutionId: string;
  readonly sortedAt: Date;
}

/**
 * Of each item of a later report the newest earlier result that could have been relied on when it
 * was tested again: it was out by then, and recognised for the institution that tested. By item code.
 */
export async function reliedResults(
  { agreements, catalogue, madeAt, positions, quality }: Judging,
  later: LaterReport,
  earlier: readonly EarlierResult[],
): Promise<Relied[]> {
  if (earlier.length === 0) return [];
  const viewer = { institutionId: later.institutionId };
  const standing = { catalogue, viewer, instant: later.sortedAt };
  const verdicts = createVerdicts({ ...standing, agreements, positions, quality, madeAt });
  const judged = await Promise.all(
    earlier
      .filter(({ report }) => report.issuedAt <= later.sortedAt)
      .map(async ({ itemCode, comparable, report, takenAt }) => {
        const asked = { itemCode, comparable, mapped: true };
        const recognition = await verdicts.of(report, asked, null);
        const institutionId = await madeAt(report);
        return { itemCode, report, takenAt, recognition, institutionId };
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
