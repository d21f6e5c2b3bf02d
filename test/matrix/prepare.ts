import type { Viewer } from '@lianyi/shared/auth/viewer';
import { viewerOf } from './cells/cell';
import { days, now } from './clock';
import {
  breakGlassOf,
  done,
  enrolIn,
  leadClinician,
  mergeAgain,
  registerAgain,
  restrictTo,
} from './make';
import { contractDoctor, correct, lookAt, noticesOf, raiseCriticalOf } from './make-critical';
import { handSheets } from './make-sheets';
import { institutionAt, viewers } from './matrix-data';
import type { MatrixPatient } from './people';
import { askForOpinion } from './prepare-consultation';
import { askForDiagnosis } from './prepare-diagnosis';
import { prepareRecordReview } from './prepare-record-review';
import type { RunningMatrix } from './start-matrix';

const visit = `mutation ($id: ID!, $source: String!) {
  done: recordEncounter(input: {
    patientId: $id, sourceId: $source, class: INPATIENT, startedAt: "2026-11-20T08:00:00+08:00"
    diagnoses: [{ system: "ICD-10", code: "I10", display: "原发性高血压" }]
  }) { id }
}`;
const unmerge = 'mutation ($id: ID!) { done: unmergePatient(patientId: $id) { id } }';
const followUp = `mutation ($id: ID!, $on: Date!, $note: String!) {
  done: recordRegisterFollowUp(membershipId: $id, on: $on, note: $note) { id }
}`;
const leave = `mutation ($id: ID!, $on: Date!, $reason: String!) {
  done: leaveRegister(membershipId: $id, on: $on, reason: $reason) { id }
}`;
const check = `query ($id: ID!) {
  lines: orderCheck(patientId: $id, itemCodes: ["718-7"]) { alternatives { observation { id } } }
}`;
const decide = `mutation ($id: ID!, $observation: ID!, $note: String!) {
  done: decideRecognition(input: { patientId: $id, itemCode: "718-7", choice: RECOGNIZED, observationId: $observation, note: $note }) { id }
}`;
const drawReview = 'mutation { done: drawPrescriptionReview(year: 2026, half: 1) { id } }';
const lift = `mutation ($id: ID!) { done: liftRestriction(id: $id, note: "本人要求") { id } }`;

const fourHours = 4 * 3_600_000;

/** The viewer of a line at the institution the situations speak of. */
function viewerNamed(wanted: string): Viewer {
  const found = viewers.find(({ name, place }) => name === wanted && place === 'own');
  if (!found) throw new Error(`test/matrix/viewers.json names no ${wanted}`);
  return viewerOf(found);
}

/**
 * What situations need that only people make, and time: registers and wishes, glasses broken,
 * records found twice.
 */
export async function prepare(matrix: RunningMatrix) {
  const breakers = ['CLINICIAN', 'FAMILY_DOCTOR'].map(viewerNamed);
  // Before she keeps anything back.
  for (const patient of matrix.patients) await askForOpinion(matrix, patient);
  for (const patient of matrix.patients) {
    await keepRegisters(matrix, patient);
    await restrict(matrix, patient);
    matrix.criticals.set(patient.situation.name, await raiseCriticalOf(matrix, patient));
  }
  for (const patient of matrix.patients.filter((one) => one.situation.glass))
    for (const viewer of breakers) {
      const { glass } = patient.situation;
      matrix.at = new Date(now.getTime() - fourHours + (glass === 'expired' ? 0 : 1));
      await breakGlassOf(matrix, breakerIn(glass, viewer), patient);
    }
  for (const patient of matrix.patients) await askForDiagnosis(matrix, patient);
  const pharmacist = viewerNamed('PHARMACIST');
  for (const patient of matrix.patients) await handSheets(matrix, pharmacist, patient);
  matrix.at = now;
  matrix.review = (await done(matrix, viewerNamed('PHARMACIST'), drawReview, {})).id;
  await prepareRecordReview(matrix);
  const own = viewerNamed('CLINICIAN');
  for (const patient of matrix.patients.filter(
    ({ situation: { name } }) => name === 'encounter-open',
  ))
    await decideOn(matrix, own, patient);
  for (const patient of matrix.patients.filter((one) => one.situation.merge))
    await treatSecondRecord(matrix, own, patient);
  const none = matrix.patients.find((one) => one.situation.name === 'none');
  const other = { ...own, subject: 'other', institutionId: institutionAt('other') };
  if (none) matrix.candidates.push((await registerAgain(matrix, other, none)).candidate);
  await correctWhatWasSeen(matrix, own);
}

/** Who may looks at the critical exams, at the viewer's institution and at the contract's; then each is corrected. */
async function correctWhatWasSeen(matrix: RunningMatrix, own: Viewer) {
  let seen = 0;
  for (const patient of matrix.patients) {
    await lookAt(matrix, own, patient);
    const critical = matrix.criticals.get(patient.situation.name);
    if (!critical) continue;
    const answer = await lookAt(matrix, contractDoctor, patient);
    if (JSON.stringify(answer).includes(critical.reportId)) seen += 1;
    await correct(matrix, critical);
  }
  matrix.notices = await noticesOf(matrix, seen);
}

/** Only who oversees decisions hears of it, and nobody of the note. */
async function decideOn(matrix: RunningMatrix, own: Viewer, { id, situation }: MatrixPatient) {
  const holders = [own.institutionId];
  const row = { patient: situation.name, group: 'answer to a write', holders };
  const note = matrix.signs.text('RecognitionDecision.note', row);
  const { data } = await matrix.ask(own, check, { id });
  const [line] = (data?.lines ?? []) as { alternatives: { observation: { id: string } }[] }[];
  const observation = line?.alternatives[0]?.observation.id ?? '';
  await done(matrix, own, decide, { id, observation, note });
}

function breakerIn(glass: string | null, viewer: Viewer): Viewer {
  if (glass === 'colleague') return { ...viewer, subject: 'a colleague' };
  return glass === 'elsewhere' ? { ...viewer, institutionId: institutionAt('elsewhere') } : viewer;
}

/** On a register all may know of, with a follow-up; on a sensitive one; and one she has left. */
async function keepRegisters(matrix: RunningMatrix, patient: MatrixPatient) {
  const { signs, memberships } = matrix;
  const { name, rows, at, slip } = patient.situation;
  const on = async (register: string, keeper: string, sensitive = false) => {
    const { id } = await enrolIn(matrix, patient, register, { keeper });
    const row = { patient: name, group: 'registers', holders: [keeper], sensitive };
    signs.add(id, 'RegisterMembership.id', row);
    return { id, row };
  };
  const lead = institutionAt('lead');
  const plain = await on('HYPERTENSION', lead);
  memberships.set(name, plain.id);
  const note = signs.text('RegisterFollowUp.note', plain.row);
  await done(matrix, leadClinician, followUp, { id: plain.id, on: days(-150), note });
  await on('SEVERE_MENTAL_DISORDER', lead, true);
  const left = await on('DIABETES', lead);
  const reason = signs.text('RegisterMembership.leaveReason', left.row);
  await done(matrix, leadClinician, leave, { id: left.id, on: days(-100), reason });
  if (at === 'own' && (rows || slip === 'sent, live')) await on('COPD', institutionAt('own'));
}

/** Every record is closed to some institution; to the viewer's, or its sensitive part, where the situation says so. */
async function restrict(matrix: RunningMatrix, patient: MatrixPatient) {
  const { name, restriction } = patient.situation;
  const row = { patient: name, group: 'restrictions', holders: [] };
  const keep = async (institutionId: string | null) => {
    const note = matrix.signs.text('RecordRestriction.note', row);
    const { id } = await restrictTo(matrix, patient, institutionId, note);
    matrix.signs.add(id, 'RecordRestriction.id', row);
  };
  await keep('pathology-center');
  if (restriction === 'closed') await keep(institutionAt('own'));
  if (restriction === 'closed to the contract') await keep(institutionAt('contract'));
  if (restriction === 'sensitive') await keep(null);
  if (name !== 'encounter-open') return;
  // What was lifted keeps nothing back.
  const closed = await restrictTo(matrix, patient, institutionAt('own'));
  await done(matrix, leadClinician, lift, closed);
  await done(matrix, viewerNamed('CLINICIAN'), lift, await restrictTo(matrix, patient, null));
}

/** The second record is treated at the viewer's institution, then merged; or merged and taken apart. */
async function treatSecondRecord(matrix: RunningMatrix, own: Viewer, patient: MatrixPatient) {
  const { name, merge } = patient.situation;
  const { id, candidate } = await registerAgain(matrix, own, patient);
  matrix.candidates.push(candidate);
  const encounter = await done(matrix, own, visit, { id, source: name });
  const row = { patient: name, group: 'encounters', holders: [own.institutionId] };
  matrix.signs.add(encounter.id, 'Encounter.id', { ...row, past: merge !== 'stands' });
  await mergeAgain(matrix, own, candidate.id);
  if (merge !== 'stands') await done(matrix, own, unmerge, { id });
}
