import { earlierOf, endOfTime, laterDay, laterOf } from '@lianyi/shared/time/calendar-day';
import type { ConsortiumMember } from '../consortium/consortium.entity';
import { belongsIn, type MemberDays, oneDay } from '../consortium/member-days';
import type { Days } from './units';

/** A membership with who leads the consortium. */
export type LedMembership = Pick<ConsortiumMember, 'joinedOn' | 'lastDay'> & {
  readonly leadId: string;
};

/** Days on which guidance is owed, and by whom where the leading institution owes it. */
export interface OwedSpan extends Days {
  readonly leads: readonly string[];
}

/** The days a member belongs somewhere, from a day on: by time, parted where its leads change. */
export function owedSpans(memberships: readonly LedMembership[], from: string): OwedSpan[] {
  const turns = memberships.flatMap(({ joinedOn, lastDay }) => [
    laterOf(joinedOn, from),
    ...(lastDay === null ? [] : [laterOf(laterDay(lastDay, 1), from)]),
  ]);
  const starts = [...new Set(turns)].sort();
  const spans: OwedSpan[] = [];
  for (const [at, start] of starts.entries()) {
    const leads = leadsOn(memberships, start);
    if (leads.length === 0) continue;
    const next = starts[at + 1];
    const end = next === undefined ? endOfTime : laterDay(next, -1);
    const last = spans.at(-1);
    if (last && laterDay(last.end, 1) === start && last.leads.join() === leads.join())
      spans[spans.length - 1] = { ...last, end };
    else spans.push({ start, end, leads });
  }
  return spans;
}

const leadsOn = (memberships: readonly LedMembership[], day: string): string[] => {
  const there = memberships.filter((one) => belongsIn(one, oneDay(day)));
  return [...new Set(there.map(({ leadId }) => leadId))].sort();
};

/** The parts of spans that lie within some days, which do not overlap. */
export const spansWithin = (spans: readonly OwedSpan[], days: readonly MemberDays[]): OwedSpan[] =>
  spans.flatMap((span) =>
    days
      .map(({ start, end }) => ({
        ...span,
        ...{ start: laterOf(span.start, start), end: earlierOf(span.end, end) },
      }))
      .filter(({ start, end }) => start <= end),
  );
