import type { PersonnelContext } from '../context';
import type { InstitutionTier } from '../institution/institution.entity';
import { existingInstitution } from '../institution/institution.service';
import { absencesOf } from '../practitioner/leavers';
import { existingPractitioner } from '../practitioner/practitioner.service';
import { BodyLack, type ConsortiumBody } from './body.view';
import type { BodyRule } from './body-rules';
import { BodyRole, type BodySeat } from './body-seat.entity';

/** The bodies in which somebody sits on a day, in the order of the file. */
export async function bodiesOn(
  context: PersonnelContext,
  consortiumId: string,
  day: string,
): Promise<ConsortiumBody[]> {
  const seats = (await context.bodies.seats.load(consortiumId)).filter(
    ({ start, end, termEnd }) => {
      const last = end ?? termEnd;
      return start <= day && (last === null || last >= day);
    },
  );
  const absences = await absencesOf(context.manager, seats);
  const rules = [...context.consortiumRules.bodies.values()];
  const bodies = await Promise.all(
    rules.map(async (rule) => {
      const own = seats.filter(({ body }) => body === rule.body).sort(byRole);
      // Who has left sits there until it is ended, and fills nothing.
      const there = own.filter((seat) => absences.isThere(seat, day));
      const lacks = own.length === 0 ? [] : lacksOf(rule, there, await tiersOf(context, there));
      return { body: rule.body, name: rule.name, seats: own, lacks };
    }),
  );
  return bodies.filter((one) => one.seats.length > 0);
}

const order = Object.values(BodyRole);
const byRole = (one: BodySeat, other: BodySeat) =>
  order.indexOf(one.role) - order.indexOf(other.role);

function lacksOf(
  { goalsOf, headedBy, needsTiers }: BodyRule,
  seats: readonly BodySeat[],
  tiers: ReadonlySet<InstitutionTier>,
): BodyLack[] {
  const withGoals = seats.filter(({ role }) => goalsOf.includes(role));
  const found: [BodyLack, boolean][] = [
    [BodyLack.NO_HEAD, headedBy.length > 0 && !seats.some(({ role }) => headedBy.includes(role))],
    [BodyLack.TIER_MISSING, needsTiers.some((need) => !need.some((tier) => tiers.has(tier)))],
    [BodyLack.NO_TERM, withGoals.some(({ termEnd }) => termEnd === null)],
    [BodyLack.NO_GOALS, withGoals.some(({ goals }) => goals === null)],
  ];
  return found.filter(([, isLacking]) => isLacking).map(([lack]) => lack);
}

async function tiersOf(context: PersonnelContext, seats: readonly BodySeat[]) {
  const tiers = seats.map(async ({ practitionerId }) => {
    const { employerId } = await existingPractitioner(context, practitionerId);
    return (await existingInstitution(context, employerId)).tier;
  });
  return new Set(await Promise.all(tiers));
}
