import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import { startOfShanghaiDay } from '@lianyi/shared/time/shanghai-day';
import type { ResultsContext } from '../context';
import { managedBy } from '../mapping/mapping.access';
import { DiagnosticTurnaround } from './diagnostic-turnaround.view';
import { countTurnaround, type TurnaroundCount } from './turnaround.loader';

/** Days of the longest period that is counted: a year, and the day that closes it. */
const longestPeriod = 366;
const dayMs = 86_400_000;

/**
 * How fast centres answered requests made in a period of Shanghai days, by centre and sender:
 * where the viewer's institution is one of both, or, where it leads a community, a member is.
 * Counts alone, of no single patient. Refuses with INVALID_INPUT naming the period.
 */
export async function diagnosticTurnaround(
  context: Pick<ResultsContext, 'community' | 'identity' | 'instant' | 'manager' | 'viewer'>,
  { start, end }: { readonly start: string; readonly end: string },
): Promise<DiagnosticTurnaround[]> {
  const [from, until] = [startOfShanghaiDay(start), startOfShanghaiDay(end, 1)];
  if (until <= from) throw new InvalidInput('period', 'must not end before it begins.');
  if (until.getTime() - from.getTime() > longestPeriod * dayMs)
    throw new InvalidInput('period', `must not be longer than ${longestPeriod} days.`);
  const { instant, manager } = context;
  const institutionIds = await managedBy(context);
  const counts = await countTurnaround(manager, { institutionIds, from, until, now: instant });
  return counts.map(toTurnaround);
}

function toTurnaround(count: TurnaroundCount): DiagnosticTurnaround {
  const [reported, overdue] = [Number(count.reported), Number(count.overdue)];
  const due = reported + overdue;
  return Object.assign(new DiagnosticTurnaround(), {
    center: { id: count.centerId },
    from: { id: count.senderId },
    ...{ requested: Number(count.requested), reported, rejected: Number(count.rejected), overdue },
    medianMinutes: count.medianSeconds === null ? null : Number(count.medianSeconds) / 60,
    shareInTime: due === 0 ? null : Number(count.inTime) / due,
  });
}
