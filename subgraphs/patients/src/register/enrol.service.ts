import { AccessForbidden } from '@lianyi/shared/access/access-errors';
import { placeholders, selectRows } from '@lianyi/shared/database/select-rows';
import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import { laterDay } from '@lianyi/shared/time/calendar-day';
import { shanghaiDay } from '@lianyi/shared/time/shanghai-day';
import type { EntityManager } from 'typeorm';
import { recordRefusals } from '../audit/record-refusals';
import type { PatientsContext } from '../context';
import { layDuties } from '../follow-up-duty/lay-duties.service';
import type { PatientRow } from '../patient/patient.entity';
import { ageOn } from '../patient/patient.mask';
import { holdPersonOf } from '../person/hold-person';
import type { RegisterRule } from '../policy/register-rules';
import { insertOrTouch } from '../registration/insert-or-touch';
import { noteSource } from '../registration/registration-rows';
import { admitToRegister, type RegisterAdmission } from './admit-to-register.service';
import { AlreadyOnRegister } from './register.errors';
import { RegisterMembership } from './register-membership.entity';

export interface EnrolmentInput {
  readonly patientId: string;
  readonly register: string;
  readonly since: string;
  /** Who keeps her on it; the viewer's institution where it is null. */
  readonly institutionId: string | null;
}

/**
 * Puts a resident on a register. She is on each register at most once at a time, also where many
 * enrol her at once; the same enrolment sent again yields the same membership. Membership, basis
 * of who keeps it and event are one commit. Refusals are recorded.
 */
export async function enrolInRegister(
  context: PatientsContext,
  input: EnrolmentInput,
): Promise<RegisterMembership> {
  const { registers } = context.registerRules;
  const rule = registers.get(input.register);
  if (!rule)
    throw new InvalidInput('register', `must be one of ${[...registers.keys()].join(', ')}.`);
  const { patientId, since } = input;
  if (since > shanghaiDay(context.now()))
    throw new InvalidInput('since', 'must not be in the future.');
  const action = 'ENROL_IN_REGISTER';
  return recordRefusals(context, patientId, action, async () => {
    const admission = await admitToRegister(context, patientId, action);
    // Who sees only her own rows cannot know what she enrols her in again.
    const row = admission.access.scope === 'ALL' ? await context.patients.load(patientId) : null;
    if (row === null)
      throw new AccessForbidden(patientId, context.policy.ruleOf(context.viewer).breakGlass);
    checkAge(rule, row, since);
    const institutionId = await keeperOf(context, input.institutionId);
    const membership = Object.assign(new RegisterMembership(), {
      id: context.newId(),
      ...{ patientId, register: rule.code, openRegister: rule.code },
      ...{ institutionId, since, until: null, nextDueOn: laterDay(since, rule.followUpDays) },
      ...{ lastFollowUpOn: null, leaveReason: null },
    });
    return store(context, membership, admission);
  });
}

function checkAge(rule: RegisterRule, { birthDate }: PatientRow, since: string) {
  if (birthDate === null) return;
  if (since < birthDate) throw new InvalidInput('since', 'is before the patient was born.');
  const age = ageOn(birthDate, since) ?? 0;
  const { ageAtLeast, ageUnder } = rule;
  if (ageAtLeast !== null && age < ageAtLeast)
    throw new InvalidInput('register', `is for those who are at least ${ageAtLeast} on that day.`);
  if (ageUnder !== null && age >= ageUnder)
    throw new InvalidInput('register', `is for those who are under ${ageUnder} on that day.`);
}

async function keeperOf(
  { community, identity, viewer }: PatientsContext,
  institutionId: string | null,
): Promise<string> {
  if (institutionId === null || institutionId === viewer.institutionId) return viewer.institutionId;
  const { isOutside } = await community(identity);
  if (isOutside(institutionId))
    throw new InvalidInput('institutionId', 'must be an institution of the community.');
  return institutionId;
}

async function store(
  { chain, database, now }: PatientsContext,
  membership: RegisterMembership,
  { event }: RegisterAdmission,
): Promise<RegisterMembership> {
  const { patientId, institutionId, since } = membership;
  return database.transaction(async (manager) => {
    // Who enrols her over another of her records waits.
    const { personId, records } = await holdPersonOf(manager, patientId);
    await insertOrTouch(manager, RegisterMembership, { ...membership }, [
      ...(['patientId', 'openRegister'] as const),
    ]);
    const open = await openOf(manager, records, membership.register);
    const standing = open.find(({ id }) => id !== membership.id);
    if (standing && (standing.institutionId !== institutionId || standing.since !== since))
      throw new AlreadyOnRegister(standing.id, standing.since);
    // Sent again over another record of the person it is the same membership still.
    if (standing) await manager.delete(RegisterMembership, { id: membership.id });
    await noteSource(manager, { patientId, institutionId, outside: false, since: now() });
    await layDuties(manager, [personId], shanghaiDay(now()));
    await chain.appendWithin(manager, [event]);
    return standing ?? membership;
  });
}

function openOf(manager: EntityManager, records: readonly string[], register: string) {
  const tail = `WHERE \`patientId\` IN (${placeholders(records)}) AND \`openRegister\` = ? ORDER BY \`since\`, \`id\``;
  return selectRows(manager, RegisterMembership, tail, [...records, register]);
}
