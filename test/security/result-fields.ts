import type { Role } from '@lianyi/shared/auth/viewer';
import type { RootField } from './root-fields';

const clinical: readonly Role[] = ['CLINICIAN', 'FAMILY_DOCTOR'];

const readers: readonly Role[] = [...clinical, 'REPORTER', 'REGIONAL_PLATFORM'];
/** De-identified, over the whole community. */
const platform: readonly Role[] = ['REGIONAL_PLATFORM'];

/** Reports; critical values: those of an institution, who is on duty there, and what is done. */
export const resultFields: Readonly<Record<string, RootField>> = {
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
