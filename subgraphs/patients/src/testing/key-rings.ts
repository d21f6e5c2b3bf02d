import type { FieldKey } from '@lianyi/shared/crypto/field-keys';
import { createKeyRing, type InstallationKeys } from '@lianyi/shared/crypto/key-ring';
import { withResidentCheck } from '@lianyi/shared/text/check-digits';
import { IdentifierSystem, PatientIdentifier } from '../identifier/identifier.entity';
import { PatientRow } from '../patient/patient.entity';
import { identifierRow, patientRow } from '../patient/patient-rows';
import { aNumber, aPatient } from './patients.factory';
import { clinician, type PatientsHarness } from './patients.harness';

/** Secrets for tests of changing keys; secret from nobody. */
export const secretOf = (name: string) => name.repeat(32);

/** The keys of an installation whose field keys can change while it runs, as those in files do. */
export function ringOf(...names: string[]): InstallationKeys & { readonly names: string[] } {
  const read = () => names.map(secretOf);
  const fieldKey = { place: 'FIELD_KEY', read, own: () => secretOf(names[0] ?? '') };
  return { ...createKeyRing({ fieldKey, viewerKey: secretOf('v') }), names };
}

export const keyOf = (name: string): FieldKey => ringOf(name).fields.own();

/** Which keys rows are sealed under: key id -> rows; texts from before keys had ids under ''. */
export async function keysInUse({ database }: PatientsHarness): Promise<Record<string, number>> {
  const rows: { sealed: string }[] = await database.read.query(
    'SELECT `sealed` FROM `patient_identifier` UNION ALL SELECT `sealedPhone` FROM `patient` WHERE `sealedPhone` IS NOT NULL',
  );
  const counts: Record<string, number> = {};
  for (const { sealed } of rows) {
    const id = sealed.slice(0, Math.max(sealed.indexOf('.'), 0));
    counts[id] = (counts[id] ?? 0) + 1;
  }
  return counts;
}

/** Residents with an invented number, phone and record number each; stored as registration would. */
export async function storeResidents(
  { database, process }: PatientsHarness,
  count: number,
): Promise<void> {
  await database.transaction(async (manager) => {
    const cipher = await process.cipher.within(manager);
    for (let at = 0; at < count; at += 1) {
      const { id, phone, resident, record } = residentAt(at);
      await manager.insert(PatientRow, patientRow(cipher, aPatient({ id, phone })));
      for (const number of [resident, record])
        await manager.insert(PatientIdentifier, identifierRow(cipher, id, number));
    }
  });
}

/** The resident at a place: everybody has the same name, and nothing else in common. */
export const residentAt = (at: number) => ({
  id: `patient-${String(at).padStart(4, '0')}`,
  phone: String(13_900_000_000 + at * 10_007),
  resident: aNumber({ value: withResidentCheck(`34132219550101${String(at).padStart(3, '0')}`) }),
  record: aNumber({
    system: IdentifierSystem.MEDICAL_RECORD_NUMBER,
    issuerId: 'county-hospital',
    value: `MR${String(at).padStart(6, '0')}`,
  }),
});

/** Ids of the patients a search finds; throws where it is refused. */
export async function findIds(part: PatientsHarness, search: string): Promise<string[]> {
  const query = 'query ($search: String!) { patients(search: $search) { nodes { id } } }';
  const { data, errors } = await part.run(clinician, query, { search });
  if (errors || !data) throw new Error(JSON.stringify(errors));
  return (data.patients as { nodes: { id: string }[] }).nodes.map(({ id }) => id);
}

/** Makes the database one from before keys had ids and secrets were kept. */
export async function makeOld({ database }: PatientsHarness) {
  await database.transaction(async (manager) => {
    for (const [table, column] of [
      ['patient_identifier', 'sealed'],
      ['patient', 'sealedPhone'],
    ])
      await manager.query(
        `UPDATE \`${table}\` SET \`${column}\` = substr(\`${column}\`, 14) WHERE instr(\`${column}\`, '.') > 0`,
      );
    await manager.query('DELETE FROM `field_key_state`');
    await manager.query('DELETE FROM `kept_secret`');
  });
}
