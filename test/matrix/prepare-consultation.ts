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

const diagnosisOf = (sensitive: boolean) =>
  sensitive
    ? { system: 'ICD-10', code: 'F20.0', display: '精神分裂症' }
    : { system: 'ICD-10', code: 'I10', display: '高血压' };

/** The lead hospital asks the viewer's institution about her, and cancels it where the situation says so: of what all
 * may know, and of what only the treating side may. */
export async function askForOpinion(
  matrix: RunningMatrix,
  { id: patientId, situation }: MatrixPatient,
) {
  const { consultation, name } = situation;
  if (consultation === null) return;
  const holders = [institutionAt('own'), institutionAt('lead')];
  for (const sensitive of [false, true]) {
    const row = { patient: name, group: 'lists of patients', holders, sensitive };
    const input = {
      patientId,
      ...{ urgency: 'ROUTINE', feeItemCode: 'YCHZ-1' },
      idempotencyKey: `${name} ${sensitive}`,
      question: matrix.signs.text('Consultation.question', row),
      invited: [{ institutionId: institutionAt('own') }],
      diagnoses: [diagnosisOf(sensitive)],
    };
    const { id } = await done(matrix, leadClinician, request, { input });
    matrix.signs.add(id, 'Consultation.id', row);
    if (consultation === 'cancelled') await done(matrix, leadClinician, cancel, { id });
  }
}
