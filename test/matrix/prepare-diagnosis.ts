import { ninetyDays, now } from './clock';
import { done, leadClinician, requestDiagnosisOf } from './make';
import { institutionAt } from './matrix-data';
import type { MatrixPatient } from './people';
import type { RowFacts } from './signs';
import type { RunningMatrix } from './start-matrix';

const withdraw = `mutation ($id: ID!) {
  done: cancelDiagnosticRequest(id: $id, reason: "患者转走") { id }
}`;

const report = `mutation ($patientId: ID!, $requestId: ID!) {
  done: postExamReport(input: {
    patient: { patientId: $patientId }, sourceId: "SECOND", status: FINAL, issuedAt: "2026-08-01T09:00:00+08:00"
    itemCode: "CT-CHEST", modality: CT, findings: "清晰", conclusion: "无", diagnosticRequestId: $requestId
  }) { report { id } }
}`;
const readAgain = `mutation ($id: ID!, $at: ID!) {
  done: askSecondReading(requestId: $id, centerId: $at) { id }
}`;

/** The viewer's institution is asked to diagnose an exam; where it was withdrawn, at that moment. */
export async function askForDiagnosis(matrix: RunningMatrix, patient: MatrixPatient) {
  const { name, diagnosis } = patient.situation;
  // What another centre is asked is none of the viewer's.
  if (name === 'none') await requestDiagnosisOf(matrix, patient, undefined, 'imaging-center');
  if (diagnosis === null) return;
  matrix.at = diagnosis.includes('day') ? ninetyDays(diagnosis) : now;
  const holders = [institutionAt('own'), institutionAt('lead')];
  const row = { patient: name, group: 'lists of patients', holders };
  const question = matrix.signs.text('DiagnosticRequest.clinicalQuestion', row);
  if (diagnosis === 'second reading') return askToReadAgain(matrix, patient, question, row);
  const { id } = await requestDiagnosisOf(matrix, patient, question);
  matrix.signs.add(id, 'DiagnosticRequest.id', row);
  if (diagnosis !== 'open') await done(matrix, leadClinician, withdraw, { id });
}

/** A centre reports it, and the viewer's institution is asked to read it again. */
async function askToReadAgain(
  matrix: RunningMatrix,
  patient: MatrixPatient,
  question: string,
  row: RowFacts,
) {
  const center = 'imaging-center';
  const { id } = await requestDiagnosisOf(matrix, patient, question, center);
  matrix.signs.add(id, 'DiagnosticRequest.id', row);
  const reader = { ...leadClinician, institutionId: center, roles: ['REPORTER'] as const };
  const posted = await done(matrix, reader, report, { patientId: patient.id, requestId: id });
  const { report: reported } = posted as unknown as { report: { id: string } };
  const held = { patient: patient.situation.name, group: 'results', holders: [center] };
  matrix.signs.add(reported.id, 'ExamReport.id', held);
  const reading = await done(matrix, leadClinician, readAgain, { id, at: institutionAt('own') });
  matrix.signs.add(reading.id, 'SecondReading.id', row);
}
