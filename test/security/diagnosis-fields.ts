import type { Role } from '@lianyi/shared/auth/viewer';
import type { RootField } from './root-fields';

const clinical: readonly Role[] = ['CLINICIAN', 'FAMILY_DOCTOR'];

/** A chest CT of the lead hospital for the imaging centre. */
export const requesting = (patientId: string, sourceId: string) =>
  `requestDiagnosis(input: { patientId: "${patientId}" sourceId: "${sourceId}" itemCode: "CT-CHEST" centerId: "imaging-center" performedAt: "2026-03-02T08:00:00+08:00" })`;

/** Root fields of shared diagnosis, and who may use them. */
export const diagnosisFields: Readonly<Record<string, RootField>> = {
  'Query.diagnosticRequests': {
    roles: [...clinical, 'REPORTER'],
    text: () => 'diagnosticRequests { nodes { id } }',
  },
  'Query.diagnosticTurnaround': {
    roles: ['QUALITY_MANAGER', 'COMMUNITY_OFFICE'],
    text: () =>
      'diagnosticTurnaround(period: { start: "2026-01-01" end: "2026-12-31" }) { requested }',
  },
  'Query.secondReadings': { roles: ['REPORTER'], text: () => 'secondReadings { nodes { id } }' },
  'Mutation.askSecondReading': {
    roles: ['REPORTER'],
    withoutBasis: [],
    fresh: 'diagnosed',
    at: 'imaging-center',
    text: ({ freshId }) =>
      `askSecondReading(requestId: "${freshId}" centerId: "people-hospital") { id }`,
  },
  'Mutation.recordSecondReading': {
    roles: ['REPORTER'],
    withoutBasis: [],
    fresh: 'second reading',
    text: ({ freshId }) =>
      `recordSecondReading(id: "${freshId}" outcome: CONFIRMED conclusion: "同意") { id }`,
  },
  'Mutation.requestDiagnosis': {
    roles: clinical,
    withoutBasis: [],
    text: ({ patientId }) => `${requesting(patientId, 'ROLES-1')} { id }`,
  },
  'Mutation.claimDiagnosticRequest': {
    roles: ['REPORTER'],
    withoutBasis: [],
    fresh: 'diagnosis',
    at: 'imaging-center',
    text: ({ freshId }) => `claimDiagnosticRequest(id: "${freshId}") { id }`,
  },
  'Mutation.rejectDiagnosticRequest': {
    roles: ['REPORTER'],
    withoutBasis: [],
    fresh: 'diagnosis',
    at: 'imaging-center',
    text: ({ freshId }) => `rejectDiagnosticRequest(id: "${freshId}" reason: "图像不全") { id }`,
  },
  'Mutation.cancelDiagnosticRequest': {
    roles: clinical,
    withoutBasis: [],
    fresh: 'diagnosis',
    text: ({ freshId }) => `cancelDiagnosticRequest(id: "${freshId}" reason: "患者转走") { id }`,
  },
};
