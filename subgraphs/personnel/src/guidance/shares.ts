import { earlierOf, laterOf } from '@lianyi/shared/time/calendar-day';
import type { GuidanceMinimum } from './guidance-rules';
import { type Days, lengthOf, unitAt, unitsOf } from './units';

/** A visit as the minima look at it. */
export interface CountedVisit {
  readonly day: string;
  readonly count: number;
  readonly minutes: number;
}

/** What is owed and done in a unit, or in the part of it that is asked for. */
export interface Share {
  readonly start: string;
  readonly end: string;
  readonly required: number;
  readonly done: number;
}

type Minimum = Pick<GuidanceMinimum, 'per' | 'required' | 'counts' | 'leastCount' | 'leastMinutes'>;

/**
 * What is owed and done in each unit of a span, from the day it is owed from. A part of a unit owes
 * by its days, counted down: what is not owed whole is not owed.
 */
export function sharesOf(
  minimum: Minimum,
  asked: Days,
  owedFrom: string,
  visits: readonly CountedVisit[],
): Share[] {
  const span = { start: laterOf(asked.start, owedFrom), end: asked.end };
  const done = new Map<string, number>();
  for (const visit of visits) {
    if (visit.day < span.start || visit.day > span.end) continue;
    const { start } = unitAt(minimum.per, visit.day);
    done.set(start, (done.get(start) ?? 0) + countOf(minimum, visit));
  }
  return unitsOf(minimum.per, span).map((unit) => {
    const part = { start: laterOf(unit.start, span.start), end: earlierOf(unit.end, span.end) };
    const required = Math.floor((minimum.required * lengthOf(part)) / lengthOf(unit));
    return { ...part, required, done: done.get(unit.start) ?? 0 };
  });
}

const countOf = ({ counts, leastCount, leastMinutes }: Minimum, visit: CountedVisit): number => {
  if (visit.count < leastCount || visit.minutes < leastMinutes) return 0;
  return counts === 'VISITS' ? 1 : visit.count;
};

export const isMet = ({ required, done }: Share): boolean => done >= required;
