import type { Access, AccessAction } from '@lianyi/shared/access/access';
import { AccessForbidden } from '@lianyi/shared/access/access-errors';
import { Unavailable } from '@lianyi/shared/errors/domain-error';
import { weighAccess } from '../access/decide-access.service';
import { recordRefusals } from '../audit/record-refusals';
import type { PatientsContext } from '../context';
import type { PatientRow } from '../patient/patient.entity';
import { OutsideCommunity, PatientNotFound, WritingForbidden } from './registration.errors';

export interface Admission {
  readonly row: PatientRow;
  readonly basis: Access['basis'];
  /** The institution is not of the community: what it writes gives it no basis. */
  readonly outside: boolean;
}

/** The viewer's institution takes part by itself; refuses who is outside the community. */
export async function requireMember({ community, identity, viewer }: PatientsContext) {
  const { isOutside } = await community(identity);
  if (isOutside(viewer.institutionId)) throw new OutsideCommunity(viewer.institutionId);
}

/** Refuses roles that write nothing. */
export function requireWriter({ policy, viewer }: PatientsContext, action: string) {
  if (!policy.ruleOf(viewer).writes) throw new WritingForbidden(action);
}

/**
 * Whether the viewer may write about this patient: the role must write, the patient must be
 * registered, and an institution outside the community needs a referral. Refusals are recorded;
 * the allowed write records itself together with what it writes.
 */
export async function admitWriter(
  context: PatientsContext,
  patientId: string,
  action: AccessAction,
): Promise<Admission> {
  return recordRefusals(context, patientId, action, async () => {
    requireWriter(context, action);
    const { isOutside } = await context.community(context.identity);
    const outside = isOutside(context.viewer.institutionId);
    const row = await context.patients.load(patientId);
    if (row === null) throw new PatientNotFound(patientId);
    if (!outside)
      return { row, outside, basis: action === 'RECORD_ENCOUNTER' ? 'ENCOUNTER' : 'OWN_DATA' };
    await requireReferral(context, patientId);
    return { row, outside, basis: 'REFERRAL' };
  });
}

async function requireReferral(context: PatientsContext, patientId: string) {
  const [weighed] = await weighAccess(context, context.identity, [patientId]);
  if (weighed?.unavailable) throw new Unavailable(weighed.unavailable);
  if (weighed?.access?.basis !== 'REFERRAL') throw new AccessForbidden(patientId, false);
}
