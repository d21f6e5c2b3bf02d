import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import { type Page, pageRequest, toPage } from '@lianyi/shared/graphql/page';
import { daysBetween } from '@lianyi/shared/time/calendar-day';
import { shanghaiDay } from '@lianyi/shared/time/shanghai-day';
import { groundsOf, type Weighed, weighAccess } from '../access/decide-access.service';
import { describeEvent } from '../audit/describe-event';
import type { PatientsContext } from '../context';
import { requireOwnTeam } from '../contract/admit-family-doctor.service';
import { dutiesAnswer } from '../follow-up-duty/walk-persons.service';
import type { PatientRow } from '../patient/patient.entity';
import { showTo } from '../patient/patient.service';
import type { PageArguments } from '../patient/record.access';
import { isOpenTo } from './admit-to-register.service';
import { findOverdueByContracts } from './overdue.loader';
import { OverdueFollowUp } from './overdue.view';
import { findOverdueByDuties } from './overdue-by-duties.loader';
import type { RegisterMembership } from './register-membership.entity';

export interface OverdueArguments extends PageArguments {
  readonly register?: string | null | undefined;
  readonly teamId?: string | null | undefined;
  readonly on?: string | null | undefined;
}

/** A membership, whose it is, and what opens her record. */
interface Found {
  readonly membership: RegisterMembership;
  readonly row: PatientRow;
  readonly weighed: Weighed;
}

/**
 * Residents under a contract in force with the teams of the viewer's institution whose follow-up
 * was due before a day, the oldest first. Each one shown is an event, all in one commit; a page
 * is shorter where something on it is not open to the viewer.
 */
export async function overdueFollowUps(
  context: PatientsContext,
  { register, teamId, on, first, after }: OverdueArguments,
): Promise<Page<OverdueFollowUp>> {
  const request = pageRequest(first, after, ['text', 'text']);
  const { registers } = context.registerRules;
  if (register != null && !registers.has(register))
    throw new InvalidInput('register', `must be one of ${[...registers.keys()].join(', ')}.`);
  if (teamId != null) await requireOwnTeam(context, teamId);
  const today = shanghaiDay(context.now());
  const day = on ?? today;
  const laid = await dutiesAnswer(context.manager);
  const find = laid ? findOverdueByDuties : findOverdueByContracts;
  const rows = await find(context.manager, {
    institutionId: context.viewer.institutionId,
    ...{ teamId: teamId ?? null, today, on: day },
    ...{ register: register ?? null, limit: request.first + 1, after: request.after },
  });
  const page = toPage(rows, request, ({ nextDueOn, id }) => [nextDueOn ?? '', id]);
  const shown = (await weighFound(context, page.nodes)).filter(
    ({ membership, weighed }) => weighed.access && isOpenTo(context, membership, weighed.access),
  );
  await recordShown(context, shown);
  return {
    nodes: await Promise.all(shown.map((one) => toOverdue(context, one, day))),
    pageInfo: page.pageInfo,
  };
}

async function weighFound(
  context: PatientsContext,
  memberships: readonly RegisterMembership[],
): Promise<Found[]> {
  const rows = await Promise.all(memberships.map((one) => context.patients.load(one.patientId)));
  const persons = await Promise.all(
    rows.map((row) => (row === null ? null : context.patients.load(row.personId))),
  );
  const ids = [...new Set(persons.flatMap((row) => (row === null ? [] : [row.id])))];
  const weighed = await weighAccess(context, context.identity, ids);
  const byId = new Map(weighed.map((one) => [one.patientId, one]));
  return memberships.flatMap((membership, at) => {
    const row = persons[at];
    const found = row && byId.get(row.id);
    return found ? [{ membership, row, weighed: found }] : [];
  });
}

function recordShown({ chain, identity, now }: PatientsContext, shown: readonly Found[]) {
  const instant = now();
  const byId = new Map(shown.map(({ weighed }) => [weighed.patientId, weighed]));
  return chain.append(
    [...byId.values()].map((weighed) =>
      describeEvent(identity, instant, {
        ...groundsOf(weighed),
        ...{ patientId: weighed.patientId, action: 'LIST_OVERDUE', allowed: true },
      }),
    ),
  );
}

async function toOverdue(
  context: PatientsContext,
  { membership, row, weighed }: Found,
  day: string,
): Promise<OverdueFollowUp> {
  const { records, access } = weighed;
  return Object.assign(new OverdueFollowUp(), {
    membership,
    patient: await showTo(context, { row, records, access }),
    daysOverdue: daysBetween(membership.nextDueOn ?? day, day),
  });
}
