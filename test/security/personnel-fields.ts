import type { RootField } from './root-fields';

/** Root fields of postings, and who may use them. */
export const personnelFields: Readonly<Record<string, RootField>> = {
  'Query.postingCoverage': {
    roles: ['PERSONNEL_MANAGER', 'COMMUNITY_OFFICE'],
    text: () => 'postingCoverage { covered postings { id } }',
  },
  'Mutation.startPosting': {
    roles: ['PERSONNEL_MANAGER'],
    text: ({ practitionerId }) =>
      `startPosting(input: { practitionerId: "${practitionerId}" kind: MULTI_SITE toInstitutionId: "township-shahe" start: "2999-01-01" }) { id }`,
  },
  // Of the demo county: ended again on the same day it stays as it is.
  'Mutation.endPosting': {
    roles: ['PERSONNEL_MANAGER'],
    text: ({ today }) => `endPosting(id: "posting-1" end: "${today}") { id }`,
  },
};
