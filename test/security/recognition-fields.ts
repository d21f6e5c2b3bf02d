import { type Role, roles } from '@lianyi/shared/auth/viewer';
import type { RootField } from './root-fields';

const clinical: readonly Role[] = ['CLINICIAN', 'FAMILY_DOCTOR'];
/** De-identified, over the whole community. */
const platform: readonly Role[] = ['REGIONAL_PLATFORM'];
const resultReaders: readonly Role[] = [...clinical, 'REPORTER', ...platform];

const overseers: readonly Role[] = ['QUALITY_MANAGER', 'COMMUNITY_OFFICE'];
const period = 'period: { start: "2026-01-01" end: "2026-12-31" }';

/** Root fields of reports, of the order check and of decisions, and who may use them. */
export const recognitionFields: Readonly<Record<string, RootField>> = {
  'Query.labReport': {
    roles: resultReaders,
    withoutBasis: platform,
    text: ({ labReportId }) => `labReport(id: "${labReportId}") { id }`,
  },
  'Query.examReport': {
    roles: resultReaders,
    withoutBasis: platform,
    text: ({ examReportId }) => `examReport(id: "${examReportId}") { id }`,
  },
  'Query.resultPanels': { roles, text: () => 'resultPanels { code }' },
  'Query.repeatReasons': { roles, text: () => 'repeatReasons { code }' },
  'Query.orderCheck': {
    roles: clinical,
    withoutBasis: [],
    text: ({ patientId }) =>
      `orderCheck(patientId: "${patientId}" itemCodes: ["718-7"]) { item { code } }`,
  },

  'Query.recognitionStatistics': {
    roles: overseers,
    text: () => `recognitionStatistics(${period}) { offered }`,
  },
  'Query.recognitionDecisions': {
    roles: overseers,
    text: () => `recognitionDecisions(${period}) { nodes { id } }`,
  },
  'Query.undecidedOffers': {
    roles: overseers,
    text: () => `undecidedOffers(${period}) { nodes { id } }`,
  },

  'Query.undecidedRepeats': {
    roles: ['QUALITY_MANAGER'],
    text: () => `undecidedRepeats(${period}) { nodes { reportId } }`,
  },

  'Mutation.decideRecognition': {
    roles: clinical,
    withoutBasis: [],
    text: ({ patientId }) =>
      `decideRecognition(input: { patientId: "${patientId}" itemCode: "718-7" choice: REPEATED reason: EMERGENCY }) { id }`,
  },
};
