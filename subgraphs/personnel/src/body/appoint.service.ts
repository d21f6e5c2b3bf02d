import { insertRows } from '@lianyi/shared/database/insert-rows';
import { selectRows } from '@lianyi/shared/database/select-rows';
import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import { type EntityManager, IsNull } from 'typeorm';
import type { Consortium } from '../consortium/consortium.entity';
import { membersIn } from '../consortium/consortium.service';
import { takeInstitutionTurn } from '../consortium/institution-turn.service';
import { ledConsortium } from '../consortium/led-consortium.service';
import { oneDay } from '../consortium/member-days';
import { tellConsortium } from '../consortium/tell-consortium.service';
import type { PersonnelContext } from '../context';
import { refuseLeft } from '../practitioner/leavers';
import { personOf } from '../practitioner/managed-person.service';
import { existingPractitioner } from '../practitioner/practitioner.service';
import { SeatEnded, SeatForbidden, SeatTaken } from './body.errors';
import { type BodyAppointmentInput, checkAppointment, shortText } from './body.inputs';
import type { BodyRule } from './body-rules';
import { BodySeat } from './body-seat.entity';

/**
 * Appoints a person of a member to a body of a consortium the viewer's institution leads. Told again
 * it is the one that is stored. Refuses days on which she sits in it already, and a role of one
 * person that another has.
 */
export async function appointToBody(
  context: PersonnelContext,
  input: BodyAppointmentInput,
): Promise<BodySeat> {
  const consortium = await ledConsortium(context, input.consortiumId);
  const rule = ruleOf(context, input);
  checkAppointment(input, rule);
  await requireMembersPerson(context, consortium, input);
  const row = rowOf(context.newId(), input);
  const seat = await context.database.transaction(async (manager) => {
    const others = (await seatsInTurn(manager, consortium)).filter(({ body }) => body === row.body);
    const same = others.find((one) => isSame(one, row));
    if (same) return same;
    refuseLeft('practitionerId', await personOf(manager, row.practitionerId));
    refuseTaken(others, row, rule);
    await insertRows(manager, BodySeat, [row]);
    await tell(context, manager, consortium, row);
    return row;
  });
  context.bodies.seats.clear(consortium.id);
  return seat;
}

/** Ends an appointment with its last day; of two ends at once one holds. */
export async function endAppointment(
  context: PersonnelContext,
  id: string,
  lastDay: string,
): Promise<BodySeat> {
  const [stored] = await selectRows(context.database.read, BodySeat, 'WHERE `id` = ?', [id]);
  if (!stored) throw new SeatForbidden(id);
  const consortium = await ledConsortium(context, stored.consortiumId).catch(() => null);
  if (!consortium) throw new SeatForbidden(id);
  if (stored.end === lastDay) return stored;
  if (stored.end !== null) throw new SeatEnded(id);
  if (lastDay < stored.start) throw new InvalidInput('lastDay', 'is before it began.');
  if (stored.termEnd !== null && lastDay > stored.termEnd)
    throw new InvalidInput('lastDay', 'is after the end of the term.');
  const ended = Object.assign(stored, { end: lastDay });
  await context.database.transaction(async (manager) => {
    const { affected } = await manager.update(BodySeat, { id, end: IsNull() }, { end: lastDay });
    if (affected !== 1) throw new SeatEnded(id);
    await tell(context, manager, consortium, ended);
  });
  context.bodies.seats.clear(consortium.id);
  return ended;
}

function ruleOf({ consortiumRules }: PersonnelContext, { body }: BodyAppointmentInput): BodyRule {
  const rule = consortiumRules.bodies.get(body);
  if (!rule) throw new Error(`no rule for the body ${body}`);
  return rule;
}

async function requireMembersPerson(
  context: PersonnelContext,
  { id, leadId }: Consortium,
  { practitionerId, start }: BodyAppointmentInput,
) {
  const { employerId } = await existingPractitioner(context, practitionerId);
  const members = await membersIn(context, id, oneDay(start));
  if (employerId !== leadId && !members.includes(employerId))
    throw new InvalidInput('practitionerId', 'works at no member that day.');
}

async function seatsInTurn(manager: EntityManager, { id, leadId }: Consortium) {
  await takeInstitutionTurn(manager, leadId);
  return selectRows(manager, BodySeat, 'WHERE `consortiumId` = ? ORDER BY `start`', [id]);
}

function refuseTaken(others: readonly BodySeat[], row: BodySeat, { single }: BodyRule) {
  const there = others.filter((one) => sharesDays(one, row));
  const own = there.find(({ practitionerId }) => practitionerId === row.practitionerId);
  if (own) throw new SeatTaken('start', own.id);
  const holder = there.find(({ role }) => role === row.role && single.includes(role));
  if (holder) throw new SeatTaken('role', holder.id);
}

/** The last day of a seat, as far as it is known. */
const lastDayOf = ({ end, termEnd }: BodySeat) => end ?? termEnd;

function sharesDays(one: BodySeat, other: BodySeat): boolean {
  const [last, otherLast] = [lastDayOf(one), lastDayOf(other)];
  return (last === null || other.start <= last) && (otherLast === null || one.start <= otherLast);
}

const rowOf = (id: string, input: BodyAppointmentInput): BodySeat =>
  Object.assign(new BodySeat(), {
    id,
    ...{ consortiumId: input.consortiumId, body: input.body, role: input.role },
    ...{ practitionerId: input.practitionerId, start: input.start },
    ...{ termEnd: input.termEnd ?? null, end: null },
    goals: shortText('goals', input.goals, 2000),
    appointedBy: shortText('appointedBy', input.appointedBy, 100),
  } satisfies BodySeat);

const identity = [
  ...(['role', 'practitionerId', 'start', 'termEnd', 'end', 'goals', 'appointedBy'] as const),
];
const isSame = (one: BodySeat, other: BodySeat) =>
  identity.every((column) => one[column] === other[column]);

function tell(
  { now }: PersonnelContext,
  manager: EntityManager,
  consortium: Consortium,
  { id, end }: BodySeat,
) {
  const change = { what: 'BODIES', institutionId: consortium.leadId, fact: [id, end] } as const;
  return tellConsortium(manager, consortium, change, now());
}
