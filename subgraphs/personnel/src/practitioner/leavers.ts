import { groupBy } from '@lianyi/shared/collections/group-by';
import { placeholders, selectRows } from '@lianyi/shared/database/select-rows';
import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import { endOfTime, laterDay } from '@lianyi/shared/time/calendar-day';
import type { EntityManager } from 'typeorm';
import type { MemberDays } from '../consortium/member-days';
import type { Practitioner } from './practitioner.entity';
import { PractitionerEmployment } from './practitioner-history.entity';

/** Refuses to plan with who has left. */
export function refuseLeft(field: string, { leftOn }: Pick<Practitioner, 'leftOn'>) {
  if (leftOn !== null) throw new InvalidInput(field, `left on ${leftOn}.`);
}

interface WithPerson {
  readonly practitionerId: string;
}

/** When people were employed nowhere. */
export interface Absences {
  isThere(plan: WithPerson, day: string): boolean;
  /** What is left of days planned with a person, by time. */
  daysThere(plan: WithPerson, days: MemberDays): MemberDays[];
}

/**
 * The days on which nobody employed the people of some plans: what was planned with them stays as
 * it is, and does not count then. One statement for all of them.
 */
export async function absencesOf(
  manager: EntityManager,
  plans: readonly WithPerson[],
): Promise<Absences> {
  const ids = [...new Set(plans.map(({ practitionerId }) => practitionerId))];
  const tail = `WHERE \`practitionerId\` IN (${placeholders(ids)}) ORDER BY \`practitionerId\`, \`since\``;
  const rows = ids.length > 0 ? await selectRows(manager, PractitionerEmployment, tail, ids) : [];
  const histories = groupBy(rows, ({ practitionerId }) => practitionerId);
  const absences = new Map([...histories].map(([id, history]) => [id, gapsIn(history)]));
  const daysThere: Absences['daysThere'] = ({ practitionerId }, days) =>
    (absences.get(practitionerId) ?? []).reduce(without, [days]);
  return {
    daysThere,
    isThere: (plan, day) => daysThere(plan, { start: day, end: day }).length > 0,
  };
}

/** Of rows by day, each of which holds until the next: the days of those that name no employer. */
const gapsIn = (history: readonly PractitionerEmployment[]): MemberDays[] =>
  history.flatMap(({ employerId, since: start }, at) => {
    const next = history[at + 1]?.since;
    const end = next === undefined ? endOfTime : laterDay(next, -1);
    return employerId === null ? { start, end } : [];
  });

const without = (spans: readonly MemberDays[], gap: MemberDays): MemberDays[] =>
  spans.flatMap(({ start, end }) => {
    if (gap.end < start || gap.start > end) return { start, end };
    return [
      ...(gap.start > start ? [{ start, end: laterDay(gap.start, -1) }] : []),
      ...(gap.end < end ? [{ start: laterDay(gap.end, 1), end }] : []),
    ];
  });
