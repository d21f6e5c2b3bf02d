import type { Access } from '@lianyi/shared/access/access';
import { AccessForbidden } from '@lianyi/shared/access/access-errors';
import { shanghaiDay } from '@lianyi/shared/time/shanghai-day';
import type { PatientsContext } from '../context';
import type { IdentifierSystem } from '../identifier/identifier.entity';
import { findHolders } from '../identifier/identifier.holders';
import { normalizeIdentifier } from '../identifier/normalize-identifier';
import type { PatientRow } from './patient.entity';
import { IdentifyingScopeNeeded } from './patient.errors';
import { type Patient, showPatient } from './patient.view';

/** A row as this request's viewer may see it; `access` null where nothing opens the record. */
export const showTo = (context: PatientsContext, row: PatientRow, access: Access | null): Patient =>
  showPatient(row, access, {
    ...{ cipher: context.cipher, policy: context.policy },
    rule: context.policy.ruleOf(context.viewer),
    today: shanghaiDay(context.now()),
  });

/**
 * The patient, once it is decided and recorded that the viewer may see her. Refuses with
 * FORBIDDEN, the same for an id that nobody has.
 */
export async function openPatient(context: PatientsContext, id: string): Promise<Patient> {
  const access = await context.access.require(id);
  const row = await context.patients.load(id);
  if (row === null) throw new AccessForbidden(id, context.policy.ruleOf(context.viewer).breakGlass);
  return showTo(context, row, access);
}

/**
 * The patient with a number; null where nobody is registered with it, which search tells
 * members too. Record numbers are those of the viewer's institution.
 */
export async function openByIdentifier(
  context: PatientsContext,
  given: { system: IdentifierSystem; value: string },
): Promise<Patient | null> {
  const { viewer, rules: limits, now } = context;
  const identifies = context.policy
    .ruleOf(viewer)
    .bases.some(({ basis }) => basis !== 'PLATFORM_SCOPE' || viewer.scopes.includes('identified'));
  if (!identifies) throw new IdentifyingScopeNeeded();
  const rules = {
    ...{ earliestBirth: limits.earliestBirth, institutionId: viewer.institutionId },
    today: shanghaiDay(now()),
  };
  const number = normalizeIdentifier(given, rules, 'value');
  const [holder] = await findHolders(context.manager, context.cipher, [number], '');
  return holder ? openPatient(context, holder.patientId) : null;
}

/** The patient to who has just registered her: its own data is its basis. */
export async function showOwn(context: PatientsContext, patientId: string): Promise<Patient> {
  const row = await context.patients.load(patientId);
  if (row === null) throw new AccessForbidden(patientId, false);
  const access = { patientId, basis: 'OWN_DATA', scope: 'OWN' } as const;
  return showTo(context, row, { ...access, sensitive: true, identified: true });
}
