import type { AccessBasis } from '@lianyi/shared/access/access';
import { placeholders, toParameters } from '@lianyi/shared/database/select-rows';
import type { DomainError } from '@lianyi/shared/errors/domain-error';
import { RoleForbidden } from '@lianyi/shared/graphql/auth-checker';
import { weighAccess } from '../access/decide-access.service';
import { describeEvent } from '../audit/describe-event';
import { recordRefusals } from '../audit/record-refusals';
import type { PatientsContext } from '../context';
import { requireMember } from '../registration/admit-writer.service';

/** The steps of the person index that a person decides on; names of access events. */
export type DuplicateAction = 'MERGE_PATIENTS' | 'UNMERGE_PATIENT' | 'DISMISS_DUPLICATE';

const deciders = ['CLINICIAN', 'FAMILY_DOCTOR', 'QUALITY_MANAGER'];

/** The events of one step: the same for each record it concerns. */
export const stepEvents = (
  { identity, now }: Pick<PatientsContext, 'identity' | 'now'>,
  patientIds: readonly string[],
  facts: { action: DuplicateAction; allowed: boolean; basis: AccessBasis | null; reason: string },
) => patientIds.map((patientId) => describeEvent(identity, now(), { ...facts, patientId }));

/**
 * Whether the viewer may decide that these records are one person, or not: yields her basis,
 * null for one who decides for her institution or the community. Refuses with FORBIDDEN a role
 * that may not and an institution outside the community; with `refusal` who has no part in
 * either record. Refusals are recorded.
 */
export async function admitDecider(
  context: PatientsContext,
  patientIds: readonly string[],
  action: DuplicateAction,
  refusal: DomainError,
): Promise<AccessBasis | null> {
  const { duplicates } = context.policy.ruleOf(context.viewer);
  return recordRefusals(context, patientIds, action, async () => {
    if (duplicates === 'NONE') throw new RoleForbidden(action, deciders);
    await requireMember(context);
    const part = await partOf(context, patientIds, duplicates === 'COMMUNITY');
    if (part === 'NONE') throw refusal;
    return part === 'INSTITUTION' ? null : part;
  });
}

/** What gives the viewer a part in one of the records. */
async function partOf(
  context: PatientsContext,
  patientIds: readonly string[],
  forInstitution: boolean,
): Promise<AccessBasis | 'INSTITUTION' | 'NONE'> {
  const weighed = await weighAccess(context, context.identity, patientIds);
  const basis = weighed.find(({ access }) => access !== null)?.access?.basis;
  if (basis) return basis;
  if (!forInstitution) return 'NONE';
  const { leads } = await context.community(context.identity);
  const { institutionId } = context.viewer;
  if (leads(institutionId)) return 'INSTITUTION';
  const records = [...new Set(weighed.flatMap((one) => one.records))];
  return (await holdsOne(context, records, institutionId)) ? 'INSTITUTION' : 'NONE';
}

async function holdsOne(
  { manager }: PatientsContext,
  patientIds: readonly string[],
  institutionId: string,
) {
  const rows: unknown[] = await manager.query(
    `SELECT \`patientId\` FROM \`patient_source\` WHERE \`patientId\` IN (${placeholders(patientIds)}) AND \`institutionId\` = ? LIMIT 1`,
    toParameters(manager, [...patientIds, institutionId]),
  );
  return rows.length > 0;
}
