import { endOfTime, laterDay } from '@lianyi/shared/time/calendar-day';
import { shanghaiDay } from '@lianyi/shared/time/shanghai-day';
import type { ConsortiumMember } from './consortium.entity';

/** Calendar days, the first and the last counted. */
export interface MemberDays {
  readonly start: string;
  readonly end: string;
}

type Membership = Pick<ConsortiumMember, 'joinedOn' | 'lastDay'>;

/** A day as a span of days. */
export const oneDay = (day: string): MemberDays => ({ start: day, end: day });

/** The Shanghai day it is. */
export const today = ({ now }: { now(): Date }): MemberDays => oneDay(shanghaiDay(now()));

/** Whether a membership has one of the days. */
export const belongsIn = ({ joinedOn, lastDay }: Membership, { start, end }: MemberDays): boolean =>
  joinedOn <= end && (lastDay === null || lastDay >= start);

/** Since when one of the memberships has been there each day up to a day; null where none has the day. */
export function memberSince(memberships: readonly Membership[], day: string): string | null {
  let since: string | null = null;
  for (let at = day; ; ) {
    const covering = memberships.filter((one) => belongsIn(one, oneDay(at)));
    const [earliest] = covering.map(({ joinedOn }) => joinedOn).sort();
    if (earliest === undefined) return since;
    since = earliest;
    at = laterDay(earliest, -1);
  }
}

/** The days on which one of the memberships was there, by time, none twice. */
export function daysOfMemberships(memberships: readonly Membership[]): MemberDays[] {
  const spans = memberships.map(({ joinedOn, lastDay }) => ({
    start: joinedOn,
    end: lastDay ?? endOfTime,
  }));
  const merged: MemberDays[] = [];
  for (const span of spans.sort((one, other) => (one.start < other.start ? -1 : 1))) {
    const last = merged.at(-1);
    if (!last || last.end < laterDay(span.start, -1)) merged.push(span);
    else if (span.end > last.end) merged[merged.length - 1] = { ...last, end: span.end };
  }
  return merged;
}
