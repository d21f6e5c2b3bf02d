import type { Viewer } from '@lianyi/shared/auth/viewer';
import { viewerOf } from './cells/cell';
import { now } from './clock';
import { institutionAt, type MatrixViewer, viewers } from './matrix-data';
import type { MatrixPatient } from './people';
import { nameOf } from './signs';
import type { RunningMatrix } from './start-matrix';

const breakGlass = `mutation ($id: ID!) {
  breakGlass(patientId: $id, reason: "昏迷送医，无法问诊，需查既往史") { id }
}`;
const register = `mutation ($number: String!, $name: String!) {
  done: registerPatient(
    identifiers: [{ system: RESIDENT_ID, value: $number }]
    demographics: { name: $name, gender: FEMALE }
  ) { patient { id } candidates { id } }
}`;
const visit = `mutation ($id: ID!, $source: String!) {
  done: recordEncounter(input: {
    patientId: $id, sourceId: $source, class: INPATIENT, startedAt: "2026-11-20T08:00:00+08:00"
    diagnoses: [{ system: "ICD-10", code: "I10", display: "原发性高血压" }]
  }) { id }
}`;
const merge = 'mutation ($id: ID!) { done: mergePatients(candidateId: $id) { id } }';
const unmerge = 'mutation ($id: ID!) { done: unmergePatient(patientId: $id) { id } }';

const fourHours = 4 * 3_600_000;
const isOwn = ({ place }: MatrixViewer) => place === 'own';
const named = (name: string) => viewers.filter((one) => isOwn(one) && one.name === name);

/** Does what must succeed, as a viewer. */
async function done(matrix: RunningMatrix, as: Viewer, query: string, variables: object) {
  const { data, errors } = await matrix.ask(as, query, { ...variables });
  if (errors) throw new Error(errors[0]?.message);
  // The queries of this file name what they ask for so.
  return (data as { done?: { id: string } }).done;
}

/** What situations need that only people make, and time: broken glasses, records found twice. */
export async function prepare(matrix: RunningMatrix) {
  const breakers = ['CLINICIAN', 'FAMILY_DOCTOR'].flatMap(named).map(viewerOf);
  for (const { situation, id } of matrix.patients.filter((one) => one.situation.glass))
    for (const viewer of breakers) {
      const after = situation.glass === 'expired' ? 0 : 1;
      matrix.at = new Date(now.getTime() - fourHours + after);
      await done(matrix, breakerIn(situation.glass, viewer), breakGlass, { id });
    }
  matrix.at = now;
  const [own] = breakers;
  if (!own) throw new Error('test/matrix/viewers.json names no CLINICIAN');
  for (const patient of matrix.patients.filter((one) => one.situation.merge))
    await treatSecondRecord(matrix, own, patient);
  const none = matrix.patients.find((one) => one.situation.name === 'none');
  const other = { ...own, subject: 'other', institutionId: institutionAt('other') };
  if (none) matrix.candidates.push((await registerAgain(matrix, other, none)).candidate);
}

function breakerIn(glass: string | null, viewer: Viewer): Viewer {
  if (glass === 'colleague') return { ...viewer, subject: 'a colleague' };
  return glass === 'elsewhere' ? { ...viewer, institutionId: institutionAt('elsewhere') } : viewer;
}

/** Names of second records: none of a situation's. */
let names = 500;

/** A second record of a patient: her number under another name, for a person to decide on. */
export async function registerAgain(matrix: RunningMatrix, as: Viewer, patient: MatrixPatient) {
  names += 1;
  const answer = await done(matrix, as, register, { number: patient.number, name: nameOf(names) });
  const found = answer as unknown as {
    readonly patient: { readonly id: string };
    readonly candidates: readonly { readonly id: string }[];
  };
  const candidate = {
    ...{ id: found.candidates[0]?.id ?? '', patient },
    institutionId: as.institutionId,
  };
  return { id: found.patient.id, candidate };
}

/** The second record is treated at the viewer's institution, then merged; or merged and taken apart. */
async function treatSecondRecord(matrix: RunningMatrix, own: Viewer, patient: MatrixPatient) {
  const { id, candidate } = await registerAgain(matrix, own, patient);
  matrix.candidates.push(candidate);
  const encounter = await done(matrix, own, visit, { id, source: patient.situation.name });
  const stands = patient.situation.merge === 'stands';
  const row = {
    patient: patient.situation.name,
    group: 'encounters',
    holders: [own.institutionId],
  };
  matrix.signs.add(encounter?.id ?? '', 'Encounter.id', { ...row, past: !stands });
  await mergeAgain(matrix, own, candidate.id);
  if (!stands) await done(matrix, own, unmerge, { id });
}

/** Merges the records of a candidate. */
export const mergeAgain = (matrix: RunningMatrix, as: Viewer, candidateId: string) =>
  done(matrix, as, merge, { id: candidateId });
