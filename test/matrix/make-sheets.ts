import type { Viewer } from '@lianyi/shared/auth/viewer';
import { now, sevenDays } from './clock';
import { done, leadClinician } from './make';
import type { MatrixPatient } from './people';
import type { RunningMatrix } from './start-matrix';

const issue = `mutation ($input: PrescriptionInput!) { done: issuePrescription(input: $input) { id } }`;
const approve = 'mutation ($id: ID!) { done: approvePrescription(id: $id) { id } }';

/** A pharmacist of the leading institution. */
const leadPharmacist: Viewer = {
  ...leadClinician,
  subject: 'check',
  name: 'check',
  roles: ['PHARMACIST'],
};

let sheets = 0;

/** Amlodipine, which every tier keeps; astragalus. */
const drugs = { ORDINARY: 'XC08CAA901A002020190002', TCM: 'T900000101' } as const;

/** The leading institution prescribes a drug for a week. */
export function prescribeFor(
  matrix: RunningMatrix,
  { id: patientId }: MatrixPatient,
  kind: keyof typeof drugs = 'ORDINARY',
) {
  sheets += 1;
  return done(matrix, leadClinician, issue, {
    input: {
      patientId,
      ...{ kind, idempotencyKey: `sheet-${sheets}` },
      diagnoses: [{ system: 'ICD-10', code: 'I10', display: '高血压' }],
      items: [{ drugCode: drugs[kind], dosage: '每日一次', days: 7, quantity: 1 }],
    },
  });
}

/** Likewise, and its pharmacist approves. */
export async function approveFor(
  matrix: RunningMatrix,
  patient: MatrixPatient,
  kind?: keyof typeof drugs,
) {
  const { id } = await prescribeFor(matrix, patient, kind);
  return done(matrix, leadPharmacist, approve, { id });
}

const hand = 'query ($number: String!) { done: prescriptionByNumber(number: $number) { id } }';
const reject =
  'mutation ($id: ID!) { done: rejectPrescription(id: $id, reason: "剂量不明") { id } }';

/**
 * A pharmacist of the viewer's institution is handed one sheet, where it ended at that moment, her
 * colleague the other.
 */
export async function handSheets(matrix: RunningMatrix, as: Viewer, patient: MatrixPatient) {
  const { restriction, sheet } = patient.situation;
  if (sheet === null) return;
  matrix.at = sheet.includes('day') ? sevenDays(sheet) : now;
  const [hers, others] = patient.papers.prescriptions.filter(({ status }) => status === 'ISSUED');
  if (!hers || !others) throw new Error(`there are no sheets in ${patient.situation.name}`);
  const colleague = { ...as, subject: 'a colleague' };
  const pharmacist = sheet === 'colleague' ? colleague : as;
  if (restriction === 'closed') {
    // To whom she closed her record it is refused, number or not.
    await matrix.ask(pharmacist, hand, { number: hers.number });
    return;
  }
  await done(matrix, pharmacist, hand, { number: hers.number });
  if (sheet.includes('day')) await done(matrix, pharmacist, reject, { id: hers.id });
  // That one is handed to nobody else any more.
  await done(matrix, colleague, hand, { number: others.number });
  await done(matrix, colleague, reject, { id: others.id });
}
