import type { Viewer } from '@lianyi/shared/auth/viewer';
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

/** The leading institution prescribes amlodipine for a week, which every tier keeps. */
export function prescribeFor(matrix: RunningMatrix, { id: patientId }: MatrixPatient) {
  sheets += 1;
  return done(matrix, leadClinician, issue, {
    input: {
      ...{ patientId, kind: 'ORDINARY', idempotencyKey: `sheet-${sheets}` },
      diagnoses: [{ system: 'ICD-10', code: 'I10', display: '高血压' }],
      items: [{ drugCode: 'XC08CAA901A002020190002', dosage: '每日一次', days: 7, quantity: 1 }],
    },
  });
}

/** Likewise, and its pharmacist approves. */
export async function approveFor(matrix: RunningMatrix, patient: MatrixPatient) {
  const { id } = await prescribeFor(matrix, patient);
  return done(matrix, leadPharmacist, approve, { id });
}
