import type { TestCounty } from '../support/county';
import type { RootField } from './root-fields';

const half = 'year: 2026 half: 1';

/** The review of what the lead hospital recorded. */
export type FreshRecordReview = 'record review';

export async function makeRecordReview(county: TestCounty) {
  const { data } = await county.run(
    'quality-manager@county-hospital',
    `mutation { made: drawRecordReview(${half}) { id } }`,
  );
  return (data as unknown as { made: { id: string } }).made.id;
}

/** Root fields of records review, and who may use them. */
export const recordReviewFields: Readonly<Record<string, RootField>> = {
  'Query.recordReview': {
    roles: ['QUALITY_MANAGER'],
    ...{ withoutBasis: [], fresh: 'record review' },
    text: ({ freshId }) =>
      `recordReview(id: "${freshId}") { records { nodes { recordId patientAge } } }`,
  },
  'Query.recordReviews': {
    roles: ['QUALITY_MANAGER'],
    withoutBasis: [],
    text: () => 'recordReviews(institutionId: "county-hospital") { nodes { id } }',
  },
  'Query.recordReviewReport': {
    roles: ['QUALITY_MANAGER', 'COMMUNITY_OFFICE'],
    text: () => `recordReviewReport(${half}) { judged }`,
  },
  'Query.recordProblems': {
    roles: ['QUALITY_MANAGER', 'COMMUNITY_OFFICE'],
    text: () => 'recordProblems { code }',
  },
  'Mutation.drawRecordReview': {
    roles: ['QUALITY_MANAGER'],
    withoutBasis: [],
    text: () => `drawRecordReview(${half} institutionId: "county-hospital") { id }`,
  },
  'Mutation.judgeRecord': {
    roles: ['QUALITY_MANAGER'],
    ...{ withoutBasis: [], fresh: 'record review' },
    text: ({ freshId }) => `judgeRecord(reviewId: "${freshId}" place: 1 problems: []) { place }`,
  },
};
