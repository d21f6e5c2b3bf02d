import type { TestCounty } from '../support/county';
import type { RootField } from './root-fields';

const half = 'year: 2026 half: 1';

/** The review of what the lead hospital prescribed. */
export type FreshReview = 'prescription review';

export async function makeReview(county: TestCounty) {
  const { data } = await county.run(
    'pharmacist@county-hospital',
    `mutation { made: drawPrescriptionReview(${half}) { id } }`,
  );
  return (data as unknown as { made: { id: string } }).made.id;
}

/** Root fields of prescription review, and who may use them. */
export const reviewFields: Readonly<Record<string, RootField>> = {
  'Query.prescriptionReview': {
    roles: ['PHARMACIST'],
    ...{ withoutBasis: [], fresh: 'prescription review' },
    text: ({ freshId }) => `prescriptionReview(id: "${freshId}") { id }`,
  },
  'Query.prescriptionReviews': {
    roles: ['PHARMACIST'],
    text: () => 'prescriptionReviews { nodes { id } }',
  },
  'Query.prescriptionReviewReport': {
    roles: ['PHARMACIST', 'COMMUNITY_OFFICE'],
    text: () => `prescriptionReviewReport(${half}) { judged }`,
  },
  'Query.reviewProblems': {
    roles: ['PHARMACIST', 'COMMUNITY_OFFICE'],
    text: () => 'reviewProblems { code }',
  },
  'Mutation.drawPrescriptionReview': {
    roles: ['PHARMACIST'],
    text: () => `drawPrescriptionReview(${half}) { id }`,
  },
  'Mutation.judgePrescription': {
    roles: ['PHARMACIST'],
    ...{ withoutBasis: [], fresh: 'prescription review' },
    text: ({ freshId }) =>
      `judgePrescription(reviewId: "${freshId}" place: 1 problems: []) { place }`,
  },
};
