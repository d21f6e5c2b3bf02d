import type { Viewer } from '@lianyi/shared/auth/viewer';
import { days } from './clock';
import { institutionAt } from './matrix-data';
import type { MatrixPatient } from './people';
import { nameOf } from './signs';
import type { RunningMatrix } from './start-matrix';

const register = `mutation ($number: String!, $name: String!) {
  done: registerPatient(
    identifiers: [{ system: RESIDENT_ID, value: $number }]
    demographics: { name: $name, gender: FEMALE }
  ) { patient { id } candidates { id } }
}`;
const merge = 'mutation ($id: ID!) { done: mergePatients(candidateId: $id) { id } }';
const breakGlass = `mutation ($id: ID!) {
  done: breakGlass(patientId: $id, reason: "昏迷送医，无法问诊，需查既往史") { id }
}`;
const enrol = `mutation ($id: ID!, $register: String!, $since: Date!, $keeper: ID) {
  done: enrolInRegister(patientId: $id, register: $register, since: $since, institutionId: $keeper) { id }
}`;
const restrict = `mutation ($input: RestrictionInput!) { done: restrictRecord(input: $input) { id } }`;

const requestDiagnosis = `mutation ($input: DiagnosticRequestInput!) {
  done: requestDiagnosis(input: $input) { id }
}`;

const submitReferral = `mutation ($input: ReferralInput!) {
  done: submitReferral(input: $input) { id }
}`;

/** A clinician of the lead institution, to which every patient of the matrix was referred. */
export const leadClinician: Viewer = {
  subject: 'lead',
  ...{ name: 'lead', institutionId: institutionAt('lead') },
  ...{ roles: ['CLINICIAN'], scopes: [] },
};

/** Does what must succeed, as a viewer; yields what the mutation calls `done`. */
export async function done(
  matrix: RunningMatrix,
  as: Viewer,
  query: string,
  variables: object,
): Promise<{ readonly id: string }> {
  const { data, errors } = await matrix.ask(as, query, { ...variables });
  if (errors) throw new Error(errors[0]?.message);
  // The mutations made here name what they yield so.
  return (data as unknown as { done: { id: string } }).done;
}

/** From which on names are none of a situation's. */
const namesFrom = 500;

/** A second record of a patient: her number under another name, for a person to decide on. */
export async function registerAgain(matrix: RunningMatrix, as: Viewer, patient: MatrixPatient) {
  matrix.secondRecords += 1;
  const name = nameOf(namesFrom + matrix.secondRecords);
  const answer = await done(matrix, as, register, { number: patient.number, name });
  const found = answer as unknown as {
    readonly patient: { readonly id: string };
    readonly candidates: readonly { readonly id: string }[];
  };
  const candidate = {
    id: found.candidates[0]?.id ?? '',
    patient,
    institutionId: as.institutionId,
  };
  return { id: found.patient.id, candidate };
}

/** Merges the records of a candidate. */
export const mergeAgain = (matrix: RunningMatrix, as: Viewer, candidateId: string) =>
  done(matrix, as, merge, { id: candidateId });

/** Breaks the glass for four hours. */
export const breakGlassOf = (matrix: RunningMatrix, as: Viewer, { id }: MatrixPatient) =>
  done(matrix, as, breakGlass, { id });

/** Puts a patient on a register, kept by an institution. */
export const enrolIn = (
  matrix: RunningMatrix,
  { id }: MatrixPatient,
  name: string,
  { since = days(-200), keeper = institutionAt('lead') } = {},
) => done(matrix, leadClinician, enrol, { id, register: name, since, keeper });

let requests = 0;

/** The lead institution asks a centre, the viewer's where none is named, to diagnose an exam. */
export function requestDiagnosisOf(
  matrix: RunningMatrix,
  { id: patientId }: MatrixPatient,
  clinicalQuestion = '请协助诊断',
  centerId = institutionAt('own'),
) {
  requests += 1;
  return done(matrix, leadClinician, requestDiagnosis, {
    input: {
      patientId,
      ...{ clinicalQuestion, itemCode: 'CT-CHEST', centerId },
      ...{ sourceId: `request-${requests}`, performedAt: '2026-08-01T08:00:00+08:00' },
    },
  });
}

/** The lead institution sends a patient on to another member. */
export function sendOn(matrix: RunningMatrix, { id: patientId }: MatrixPatient) {
  requests += 1;
  return done(matrix, leadClinician, submitReferral, {
    input: {
      patientId,
      ...{ direction: 'LATERAL', urgency: 'ROUTINE', reasonCode: 'U05' },
      ...{ toInstitutionId: institutionAt('other'), summary: '需进一步检查' },
      diagnoses: [{ system: 'ICD-10', code: 'I10', display: '高血压' }],
      idempotencyKey: `slip-${requests}`,
    },
  });
}

/** Records what a patient keeps to herself, at the lead institution's counter. */
export const restrictTo = (
  matrix: RunningMatrix,
  { id: patientId }: MatrixPatient,
  institutionId: string | null,
  note = '本人要求',
) =>
  done(matrix, leadClinician, restrict, {
    input: {
      patientId,
      ...{ kind: institutionId === null ? 'SENSITIVE' : 'INSTITUTION', note },
      ...(institutionId === null ? {} : { institutionId }),
    },
  });
