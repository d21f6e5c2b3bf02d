import { type Role, roles } from '@lianyi/shared/auth/viewer';
import type { RootField } from './root-fields';

const clinical: readonly Role[] = ['CLINICIAN', 'FAMILY_DOCTOR'];

const readers: readonly Role[] = [...clinical, 'REPORTER', 'REGIONAL_PLATFORM'];
/** De-identified, over the whole community. */
const platform: readonly Role[] = ['REGIONAL_PLATFORM'];

/** What they ask and say of codes, units and quality opens no record. */
const managers: RootField['roles'] = ['QUALITY_MANAGER'];

const at = '2026-03-02T08:00:00+08:00';
const report = (patientId: string) =>
  `patient: { patientId: "${patientId}" } sourceId: "ROLES-1" status: FINAL issuedAt: "${at}"`;

/** Root fields of the catalogue, of quality and of posting, and who may use them. */
export const resultFields: Readonly<Record<string, RootField>> = {
  'Query.resultItems': { roles, text: () => 'resultItems(first: 2) { nodes { code } }' },
  'Query.unmappedCodes': {
    roles: managers,
    text: () => 'unmappedCodes(first: 2) { nodes { id } }',
  },
  'Query.localCodeMappings': {
    roles: managers,
    text: () => 'localCodeMappings(first: 2) { nodes { id } }',
  },
  'Query.qualityControls': {
    roles: managers,
    text: () => 'qualityControls(first: 2) { nodes { day } }',
  },
  'Mutation.recordControl': {
    roles: managers,
    text: ({ today }) =>
      `recordControl(input: { itemCode: "718-7" day: "${today}" inControl: true }) { day }`,
  },
  'Mutation.recordQuality': {
    roles: managers,
    text: () =>
      'recordQuality(input: { institutionId: "county-hospital" itemCode: "718-7" scope: COMMUNITY mark: "医共体HR" assessor: "质控中心" passed: true validFrom: "2020-01-01" validTo: "2020-12-31" }) { id }',
  },
  'Mutation.withdrawQuality': {
    roles: managers,
    text: () => 'withdrawQuality(id: "demo-quality-1-1" reason: "录入错误") { id }',
  },
  'Mutation.mapLocalCode': {
    roles: managers,
    text: () => 'mapLocalCode(input: { code: "ROLES-1" itemCode: "718-7" }) { id }',
  },
  'Mutation.postLabReport': {
    roles: ['REPORTER'],
    text: ({ patientId }) =>
      `postLabReport(input: { ${report(patientId)} observations: [{ code: "718-7" value: "128" unit: "g/L" }] }) { outcome }`,
  },
  'Mutation.postExamReport': {
    roles: ['REPORTER'],
    text: ({ patientId }) =>
      `postExamReport(input: { ${report(patientId)} itemCode: "CT-CHEST" modality: CT findings: "清晰" conclusion: "无" }) { outcome }`,
  },
  'Query.labReport': {
    roles: readers,
    withoutBasis: platform,
    text: ({ labReportId }) => `labReport(id: "${labReportId}") { id }`,
  },
  'Query.examReport': {
    roles: readers,
    withoutBasis: platform,
    text: ({ examReportId }) => `examReport(id: "${examReportId}") { id }`,
  },
  'Query.criticalValues': {
    roles: [...clinical, 'REPORTER'],
    text: () => 'criticalValues { nodes { id } }',
  },
  'Query.criticalValueEscalations': {
    roles: ['COMMUNITY_OFFICE'],
    text: () => 'criticalValueEscalations { nodes { id } }',
  },
  'Query.notices': { roles: clinical, text: () => 'notices { nodes { id } }' },
  'Mutation.markNoticeRead': {
    roles: clinical,
    withoutBasis: [],
    fresh: 'notice',
    text: ({ freshId }) => `markNoticeRead(id: "${freshId}") { id }`,
  },
  'Mutation.acknowledgeCriticalValue': {
    roles: clinical,
    withoutBasis: [],
    fresh: 'critical',
    text: ({ freshId }) => `acknowledgeCriticalValue(id: "${freshId}") { id }`,
  },
  'Mutation.handleCriticalValue': {
    roles: clinical,
    withoutBasis: [],
    fresh: 'acknowledged',
    text: ({ freshId }) => `handleCriticalValue(id: "${freshId}" handling: "已处理") { id }`,
  },
};
