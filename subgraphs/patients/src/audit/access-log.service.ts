import type { Access } from '@lianyi/shared/access/access';
import { AccessForbidden } from '@lianyi/shared/access/access-errors';
import { selectPages } from '@lianyi/shared/database/select-pages';
import { Unavailable } from '@lianyi/shared/errors/domain-error';
import { RoleForbidden } from '@lianyi/shared/graphql/auth-checker';
import { type Page, pageRequest, toPage } from '@lianyi/shared/graphql/page';
import { decideAccess } from '../access/decide-access.service';
import type { PatientsContext } from '../context';
import type { PageArguments } from '../patient/record.access';
import { recordsOfPerson } from '../person/person-records';
import { AccessEvent } from './access-event.entity';
import { describeEvent } from './describe-event';

const action = 'READ_ACCESS_LOG';

/**
 * Who looked at a patient, newest first; this look is the first of them. Who treats her sees all
 * of it, who has own data alone what her own institution did. An auditor sees what her institution did, at the institution that leads the community
 * what all did. Refuses everyone else with FORBIDDEN.
 */
export async function readAccessLog(
  context: PatientsContext,
  patientId: string,
  { first, after }: PageArguments,
): Promise<Page<AccessEvent>> {
  const request = pageRequest(first, after, ['number']);
  const institutionId = await reachOf(context, patientId);
  const records = await recordsOfPerson(context.manager, patientId);
  const source = {
    parent: 'patientId',
    order: [{ column: 'seq', direction: 'DESC' }],
    where: institutionId === null ? undefined : '`institutionId` = ?',
    parameters: institutionId === null ? [] : [institutionId],
    recordsOf: () => records,
  } as const;
  const pages = await selectPages(context.manager, AccessEvent, source, [patientId], request);
  return toPage(pages.get(patientId) ?? [], request, ({ seq }) => [seq]);
}

/** The institution whose events may be shown; null: all. Records the look, or its refusal. */
async function reachOf(context: PatientsContext, patientId: string): Promise<string | null> {
  const { chain, community, identity, now, policy, viewer } = context;
  const { accessLog } = policy.ruleOf(viewer);
  if (accessLog === 'BASIS') {
    const { scope } = await requireBasis(context, patientId);
    // Own data alone does not tell who else looked, nor that the patient closed her record.
    return scope === 'OWN' ? viewer.institutionId : null;
  }
  const allowed = accessLog === 'INSTITUTION';
  const reason = allowed ? null : 'the role reads no access log';
  const event = { patientId, action, allowed, basis: null, reason };
  await chain.append([describeEvent(identity, now(), event)]);
  if (!allowed)
    throw new RoleForbidden('Query.accessLog', ['AUDITOR', 'CLINICIAN', 'FAMILY_DOCTOR']);
  const { leads } = await community(identity);
  return leads(viewer.institutionId) ? null : viewer.institutionId;
}

async function requireBasis(context: PatientsContext, patientId: string): Promise<Access> {
  const [decision] = await decideAccess(context, context.identity, [patientId], action);
  if (decision?.unavailable) throw new Unavailable(decision.unavailable);
  if (!decision?.access) throw new AccessForbidden(patientId, decision?.mayBreakGlass ?? false);
  return decision.access;
}
