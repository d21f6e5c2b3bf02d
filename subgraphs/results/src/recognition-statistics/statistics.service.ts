import { groupBy } from '@lianyi/shared/collections/group-by';
import type { ResultsContext } from '../context';
import { repeatReasons } from '../recognition-decision/read-repeat-reasons';
import { overseenBy } from './oversight.access';
import { checkAsked, type Days, type RecognitionFilterInput } from './statistics.inputs';
import { type Counted, countRecognition } from './statistics.loader';
import { type Grouping, RecognitionStatistics } from './statistics.view';

type Counting = Pick<
  ResultsContext,
  'community' | 'identity' | 'instant' | 'items' | 'manager' | 'orderables' | 'viewer'
>;

/**
 * What was offered, relied on and repeated in a period, in all or told apart. Everything decided
 * counts as offered, and every offer that nobody decided on that day, so that the rate is at most 1
 * however often a dialog was opened. Of the viewer's institution; at the leading one of all it
 * leads. Items flagged sensitive are in the sums, and in nothing that tells the item.
 */
export async function recognitionStatistics(
  context: Counting,
  days: Days,
  by: readonly Grouping[],
  filter: RecognitionFilterInput,
): Promise<RecognitionStatistics[]> {
  checkAsked(days, filter);
  const institutionIds = await overseenBy(context, filter.institutionId);
  const wanted = [...new Set(by)];
  const asked = { institutionIds, days, filter, by: wanted };
  const counted = await countRecognition(context.manager, asked);
  const groups = [...groupBy(counted, keyOf).values()].sort(inOrder);
  if (wanted.length === 0) return [toStatistics(context, counted)];
  return groups.map((rows) => toStatistics(context, rows)).filter(({ offered }) => offered > 0);
}

const keyOf = ({ institutionId, department, physicianId, itemCode, month }: Counted) =>
  JSON.stringify([institutionId, department, physicianId, itemCode, month]);

const inOrder = ([one]: Counted[], [other]: Counted[]) =>
  one && other && keyOf(one) < keyOf(other) ? -1 : 1;

const sum = (rows: readonly Counted[], of: 'count' | 'fen') =>
  rows.reduce((total, row) => total + row[of], 0);

function toStatistics(
  { orderables, items, instant }: Counting,
  rows: readonly Counted[],
): RecognitionStatistics {
  const [first] = rows;
  const named = rows.find(({ physicianName }) => physicianName !== null);
  const relied = rows.filter(({ choice }) => choice === 'RECOGNIZED');
  const repeats = rows.filter(({ choice }) => choice === 'REPEATED');
  const [offered, recognized] = [sum(rows, 'count'), sum(relied, 'count')];
  const itemOf = (code: string) =>
    orderables(code, instant) ?? items.laboratory(code, false, null, instant);
  return Object.assign(new RecognitionStatistics(), {
    institution: first?.institutionId ? { id: first.institutionId } : null,
    ...{ department: first?.department ?? null, month: first?.month ?? null },
    ...{ physicianId: first?.physicianId ?? null, physicianName: named?.physicianName ?? null },
    item: first?.itemCode ? itemOf(first.itemCode) : null,
    ...{ offered, recognized, repeated: sum(repeats, 'count') },
    undecided: offered - recognized - sum(repeats, 'count'),
    repeatedByReason: repeatReasons
      .map((reason) => ({
        reason,
        count: sum(
          repeats.filter((row) => row.reason === reason),
          'count',
        ),
      }))
      .filter(({ count }) => count > 0),
    rate: offered === 0 ? null : recognized / offered,
    costAvoided: sum(relied, 'fen') / 100,
  });
}
