import { placeholders, toParameters } from '@lianyi/shared/database/select-rows';
import type { DomainError } from '@lianyi/shared/errors/domain-error';
import { RoleForbidden } from '@lianyi/shared/graphql/auth-checker';
import { type Grounds, groundsOf, weighAccess } from '../access/decide-access.service';
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
  { basis, circumstance }: Grounds,
  facts: { action: DuplicateAction; reason: string },
) =>
  patientIds.map((patientId) =>
    describeEvent(identity, now(), { ...facts, patientId, allowed: true, basis, circumstance }),
  );

/**
 * Whether the viewer may decide that these records are one person, or not: yields her
 * grounds, without a basis where she decides for her institution or the community. Refuses with FORBIDDEN a role
 * that may not and an institution outside the community; with `refusal` who has no part in
 * either record. Refusals are recorded.
 */
export async function admitDecider(
  context: PatientsContext,
  patientIds: readonly string[],
  action: DuplicateAction,
  refusal: DomainError,
): Promise<Grounds> {
  const { duplicates } = context.policy.ruleOf(context.viewer);
  return recordRefusals(context, patientIds, action, async () => {
    if (duplicates === 'NONE') throw new RoleForbidden(action, deciders);
    await requireMember(context);
    const grounds = await partOf(context, patientIds, duplicates === 'COMMUNITY');
    if (grounds === null) throw refusal;
    return grounds;
  });
}

const forInstitution: Grounds = { basis: null, reason: null, circumstance: null };

/** What gives the viewer a part in one of the records; null where nothing does. */
async function partOf(
  context: PatientsContext,
  patientIds: readonly string[],
  mayForInstitution: boolean,
): Promise<Grounds | null> {
  const weighed = await weighAccess(context, context.identity, patientIds);
  const opened = weighed.find(({ access }) => access !== null);
  if (opened) return groundsOf(opened);
  if (!mayForInstitution) return null;
  const { leads } = await context.community(context.identity);
  const { institutionId } = context.viewer;
  if (leads(institutionId)) return forInstitution;
  const records = [...new Set(weighed.flatMap((one) => one.records))];
  return (await holdsOne(context, records, institutionId)) ? forInstitution : null;
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
