import type { Asker } from '../faults/load/asker';
import { valueAt } from '../support/value-at';

export interface Sheet {
  readonly id: string;
  readonly number: string;
}

const doctor = 'clinician@county-hospital';

/** Approved prescriptions of one patient for a drug, each handed to a pharmacist of every member. */
export async function prepareSheets(
  asker: Asker,
  members: readonly string[],
  drugCode: string,
  count: number,
): Promise<readonly Sheet[]> {
  const done = async (user: string, query: string) => {
    const { data, errors, text } = await asker.run(user, query);
    if (!data || errors) throw new Error(text);
    return valueAt(data, 'made');
  };
  const made = await done(
    doctor,
    'mutation { made: registerPatient(identifiers: [], sourceKey: "STORM", demographics: { name: "史库存", gender: MALE, birthDate: "1950-01-02" }) { patient { id } } }',
  );
  const patientId = String(valueAt(made, 'patient', 'id'));
  const diagnosis = '{ system: "ICD-10", code: "I10", display: "原发性高血压" }';
  await done(
    doctor,
    `mutation { made: recordEncounter(input: { patientId: "${patientId}", sourceId: "STORM", class: OUTPATIENT, startedAt: "2026-03-02T08:00:00+08:00", diagnoses: [${diagnosis}] }) { id } }`,
  );
  const sheets: Sheet[] = [];
  for (let at = 0; at < count; at += 1) {
    const item = `{ drugCode: "${drugCode}", dosage: "每日一次", days: 7, quantity: 20 }`;
    const sheet = await done(
      doctor,
      `mutation { made: issuePrescription(input: { patientId: "${patientId}", kind: ORDINARY, diagnoses: [${diagnosis}], items: [${item}], reason: "路远", idempotencyKey: "SHEET-${at}" }) { id number } }`,
    );
    const { id, number } = sheet as Sheet;
    for (const member of members)
      await done(
        `pharmacist@${member}`,
        `{ made: prescriptionByNumber(number: "${number}") { id } }`,
      );
    await done(
      `pharmacist@${members[0]}`,
      `mutation { made: approvePrescription(id: "${id}") { id } }`,
    );
    sheets.push({ id, number });
  }
  return sheets;
}
