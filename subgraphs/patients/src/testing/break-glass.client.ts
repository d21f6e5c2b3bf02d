import type { Viewer } from '@lianyi/shared/auth/viewer';
import type { SubgraphAnswer } from '@lianyi/shared/subgraph/subgraph';
import { noon } from './patients.factory';
import { auditor, clinician, type PatientsHarness } from './patients.harness';

const reviewFields = `id patientId reason restricted grantedAt expiresAt viewer { subject name roles institution { id } }
  uses { action count } status dueAt overdue outcome note reviewedBy reviewedAt`;
const queue = `query ($status: BreakGlassReviewStatus, $first: Int, $after: String) {
  breakGlassReviews(status: $status, first: $first, after: $after) { nodes { ${reviewFields} } pageInfo { hasNextPage endCursor } }
}`;
const judging = `mutation ($id: ID!, $outcome: BreakGlassOutcome!, $note: String) {
  reviewBreakGlass(id: $id, outcome: $outcome, note: $note) { ${reviewFields} }
}`;
const breaking = `mutation ($id: ID!, $reason: String!) { breakGlass(patientId: $id, reason: $reason) { id } }`;
const noticeFields = `id patient { id name phone } reason viewerName institution { id } grantedAt expiresAt
  dueAt overdue acknowledgedAt acknowledgedBy`;
const notices = `query ($unreadOnly: Boolean, $first: Int, $after: String) {
  breakGlassNotices(unreadOnly: $unreadOnly, first: $first, after: $after) { nodes { ${noticeFields} } pageInfo { hasNextPage endCursor } }
}`;
const acknowledging = `mutation ($id: ID!) { acknowledgeBreakGlassNotice(id: $id) { ${noticeFields} } }`;

/** In which words glasses are broken here. */
export const reason = '昏迷送医，需查过敏史';

export interface FoundPage {
  readonly nodes: Record<string, unknown>[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
}

/** What a root field answered; throws where it stayed shut. */
export function answerOf<Answer>({ data, errors }: SubgraphAnswer, field: string): Answer {
  const answer = data?.[field];
  if (answer == null) throw new Error(`${field} stayed shut: ${JSON.stringify(errors)}`);
  // The field's own selection stands above.
  return answer as Answer;
}

/** What people do with broken glasses, asked of the subgraph that runs when they are called. */
export const createBreakGlassClient = (harness: () => PatientsHarness) => ({
  async breakGlass(viewer: Viewer = clinician, id = 'patient-1', words = reason) {
    const answer = await harness().run(viewer, breaking, { id, reason: words });
    return answerOf<{ id: string }>(answer, 'breakGlass').id;
  },
  reviews: (viewer: Viewer, variables: Record<string, unknown> = {}) =>
    harness().run(viewer, queue, variables),
  async queue(viewer: Viewer = auditor, variables: Record<string, unknown> = {}) {
    const answer = await harness().run(viewer, queue, variables);
    return answerOf<FoundPage>(answer, 'breakGlassReviews');
  },
  judge: (id: string, outcome = 'JUSTIFIED', note?: string, viewer: Viewer = auditor) =>
    harness().run(viewer, judging, { id, outcome, note }),
  notices: (viewer: Viewer, variables: Record<string, unknown> = {}) =>
    harness().run(viewer, notices, variables),
  async inbox(viewer: Viewer, variables: Record<string, unknown> = {}) {
    const answer = await harness().run(viewer, notices, variables);
    return answerOf<FoundPage>(answer, 'breakGlassNotices');
  },
  acknowledge: (id: string, viewer: Viewer) => harness().run(viewer, acknowledging, { id }),
  /** Moves the clock to so long after noon. */
  forward(milliseconds: number) {
    harness().clock.now = new Date(noon.getTime() + milliseconds);
  },
  save: (...rows: object[]) =>
    harness()
      .database.transaction((manager) => manager.save(rows))
      .then(() => undefined),
});
