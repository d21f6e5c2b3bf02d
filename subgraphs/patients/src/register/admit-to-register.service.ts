import type { Access } from '@lianyi/shared/access/access';
import { AccessForbidden } from '@lianyi/shared/access/access-errors';
import { Unavailable } from '@lianyi/shared/errors/domain-error';
import { RoleForbidden } from '@lianyi/shared/graphql/auth-checker';
import { groundsOf, weighAccess } from '../access/decide-access.service';
import type { NewAccessEvent } from '../audit/chain-hash';
import { describeEvent } from '../audit/describe-event';
import { recordRefusals } from '../audit/record-refusals';
import type { PatientsContext } from '../context';
import { requireMember } from '../registration/admit-writer.service';
import { MembershipNotFound } from './register.errors';
import { RegisterMembership } from './register-membership.entity';

/** What is done with a register; names of access events. */
export type RegisterAction = 'ENROL_IN_REGISTER' | 'RECORD_FOLLOW_UP' | 'LEAVE_REGISTER';

const keepers = ['CLINICIAN', 'FAMILY_DOCTOR'] as const;

/** What opens the record to who keeps a register, and the event of what is done. */
export interface RegisterAdmission {
  readonly access: Access;
  readonly event: NewAccessEvent;
}

/**
 * Whether the viewer may keep registers of this patient: a clinician or family doctor of the
 * community with a basis. Refuses with FORBIDDEN, or UNAVAILABLE where it cannot be decided.
 */
export async function admitToRegister(
  context: PatientsContext,
  patientId: string,
  action: RegisterAction,
): Promise<RegisterAdmission> {
  const { identity, now, policy, viewer } = context;
  if (!keepers.some((role) => viewer.roles.includes(role)))
    throw new RoleForbidden(action, keepers);
  await requireMember(context);
  const [weighed] = await weighAccess(context, identity, [patientId]);
  if (weighed?.unavailable) throw new Unavailable(weighed.unavailable);
  if (!weighed?.access) throw new AccessForbidden(patientId, policy.ruleOf(viewer).breakGlass);
  const facts = { ...groundsOf(weighed), patientId, action, allowed: true };
  return { access: weighed.access, event: describeEvent(identity, now(), facts) };
}

/**
 * Does something with a membership the viewer may see; one that is not to be seen is not found,
 * like one that nobody has. Refusals are recorded with the patient.
 */
export async function withMembership<Result>(
  context: PatientsContext,
  membershipId: string,
  action: RegisterAction,
  work: (membership: RegisterMembership, event: NewAccessEvent) => Promise<Result>,
): Promise<Result> {
  const found = await context.manager.findOneBy(RegisterMembership, { id: membershipId });
  if (!found) {
    if (!keepers.some((role) => context.viewer.roles.includes(role)))
      throw new RoleForbidden(action, keepers);
    await requireMember(context);
    throw new MembershipNotFound(membershipId);
  }
  return recordRefusals(context, found.patientId, action, async () => {
    const { access, event } = await admitHidden(context, found, action);
    if (!isOpenTo(context, found, access)) throw new MembershipNotFound(membershipId);
    return work(found, event);
  });
}

/** A record that stays shut tells not even that it holds a membership. */
async function admitHidden(
  context: PatientsContext,
  { id, patientId }: RegisterMembership,
  action: RegisterAction,
) {
  try {
    return await admitToRegister(context, patientId, action);
  } catch (error) {
    throw error instanceof AccessForbidden ? new MembershipNotFound(id) : error;
  }
}

/** Whether an access opens a membership: own data its own, what is sensitive the treating side. */
export const isOpenTo = (
  { registerRules, viewer }: Pick<PatientsContext, 'registerRules' | 'viewer'>,
  { institutionId, register }: RegisterMembership,
  { scope, sensitive }: Access,
): boolean =>
  (scope === 'ALL' || institutionId === viewer.institutionId) &&
  (sensitive || !registerRules.ruleOf(register).sensitive);
