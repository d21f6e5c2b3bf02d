import type { Access } from '@lianyi/shared/access/access';
import { AccessForbidden } from '@lianyi/shared/access/access-errors';
import { shanghaiDay } from '@lianyi/shared/time/shanghai-day';
import type { PatientsContext } from '../context';
import type { IdentifierSystem } from '../identifier/identifier.entity';
import { findHolders } from '../identifier/identifier.holders';
import { normalizeIdentifier } from '../identifier/normalize-identifier';
import { personRow } from '../person/person-row';
import type { PatientRow } from './patient.entity';
import { IdentifyingScopeNeeded } from './patient.errors';
import { type Patient, showPatient } from './patient.view';

/** Whom to show: one of a person's records and all of them, and what opens them to the viewer. */
export interface Showing {
  readonly row: PatientRow;
  readonly records: readonly string[];
  /** Null where nothing opens the record. */
  readonly access: Access | null;
}

/** A person as this request's viewer may see her, under the id of the record that is shown. */
export async function showTo(
  context: PatientsContext,
  { row, records, access }: Showing,
): Promise<Patient> {
  const rows = await Promise.all(records.map((id) => context.patients.load(id)));
  const person = personRow(
    row,
    rows.filter((one) => one !== null),
  );
  return showPatient(person, records, access, {
    policy: context.policy,
    rule: context.policy.ruleOf(context.viewer),
    today: shanghaiDay(context.now()),
  });
}

/**
 * The patient, once it is decided and recorded that the viewer may see her. Refuses with
 * FORBIDDEN, the same for an id that nobody has.
 */
export async function openPatient(context: PatientsContext, id: string): Promise<Patient> {
  const access = await context.access.require(id);
  const row = await context.patients.load(id);
  if (row === null) throw new AccessForbidden(id, context.policy.ruleOf(context.viewer).breakGlass);
  return showTo(context, { row, records: access.records, access });
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
    earliestBirth: limits.earliestBirth,
    institutionId: viewer.institutionId,
    today: shanghaiDay(now()),
  };
  const number = normalizeIdentifier(given, rules, 'value');
  const [holder] = await findHolders(context.manager, context.cipher, [number], '');
  const row = holder && (await context.patients.load(holder.patientId));
  return row ? openPatient(context, row.personId) : null;
}

/** The patient to who has just registered her: its own data is its basis. */
export async function showOwn(context: PatientsContext, patientId: string): Promise<Patient> {
  const row = await context.patients.load(patientId);
  if (row === null) throw new AccessForbidden(patientId, false);
  const records = [patientId];
  const access = { patientId, records, basis: 'OWN_DATA', scope: 'OWN' } as const;
  const own = { ...access, sensitive: true, identified: true };
  return showTo(context, { row, records, access: own });
}
