import { done, leadClinician } from './make';
import { institutionAt } from './matrix-data';
import type { MatrixPatient } from './people';
import type { RunningMatrix } from './start-matrix';

const request = `mutation ($input: ConsultationInput!) {
  done: requestConsultation(input: $input) { id }
}`;
const cancel = `mutation ($id: ID!) {
  done: cancelConsultation(id: $id, reason: "患者转走") { id }
}`;

/** The lead hospital asks the viewer's institution about her, and cancels it where the situation says so. */
export async function askForOpinion(
  matrix: RunningMatrix,
  { id: patientId, situation }: MatrixPatient,
) {
  const { consultation, name } = situation;
  if (consultation === null) return;
  const holders = [institutionAt('own'), institutionAt('lead')];
  const row = { patient: name, group: 'lists of patients', holders };
  const input = {
    ...{ patientId, urgency: 'ROUTINE', feeItemCode: 'YCHZ-1', idempotencyKey: name },
    question: matrix.signs.text('Consultation.question', row),
    invited: [{ institutionId: institutionAt('own') }],
    diagnoses: [{ system: 'ICD-10', code: 'I10', display: '高血压' }],
  };
  const { id } = await done(matrix, leadClinician, request, { input });
  matrix.signs.add(id, 'Consultation.id', row);
  if (consultation === 'cancelled') await done(matrix, leadClinician, cancel, { id });
}
