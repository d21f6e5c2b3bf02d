import type { Viewer } from '@lianyi/shared/auth/viewer';
import { shownTo } from '../answers';
import { institutionAt, type MatrixViewer } from '../matrix-data';
import type { MatrixPatient } from '../people';
import type { RunningMatrix } from '../start-matrix';
import { type Differences, viewerOf } from './cell';
import { compare, isAnswered, isSigned } from './worklists';

interface Listed {
  readonly nodes: readonly {
    readonly patientId?: string;
    readonly patient?: { readonly id: string };
  }[];
}

const reviewsQuery = `{ d0: breakGlassReviews(first: 100) {
  nodes { id patientId reason viewer { subject name roles institution { id } } uses { action count } }
  pageInfo { hasNextPage }
} }`;
const noticesQuery = `{ d0: breakGlassNotices(first: 100) {
  nodes { id reason viewerName institution { id } patient { id } } pageInfo { hasNextPage }
} }`;

interface Reviews {
  readonly nodes: readonly { readonly id: string; readonly viewer: { readonly subject: string } }[];
}

interface Notices {
  readonly nodes: readonly { readonly id: string }[];
}

const idsIn = (data: unknown) => {
  const { nodes = [] } = (data as Listed | null | undefined) ?? {};
  return new Set(nodes.map(({ patientId, patient }) => patientId ?? patient?.id ?? ''));
};

/** Where the glass of a situation was broken. */
const brokenAt = ({ situation: { glass } }: MatrixPatient) =>
  institutionAt(glass === 'elsewhere' ? 'elsewhere' : 'own');

/** Emergencies to judge: of the auditor's institution, at the leading one of all; a patient is her id alone. */
export async function* glassReviews(matrix: RunningMatrix, viewer: MatrixViewer): Differences {
  const answer = await matrix.ask(viewerOf(viewer), reviewsQuery);
  if (!(yield* isAnswered(matrix, viewer, 'reviews', answer))) return;
  const reached = matrix.patients.filter(
    (patient) =>
      patient.situation.glass !== null &&
      (viewer.place === 'lead' || brokenAt(patient) === institutionAt(viewer.place)),
  );
  const title = `${viewer.name} (${viewer.place}): breakGlassReviews`;
  yield* compare(title, idsIn(answer.data?.d0), new Set(reached.map(({ id }) => id)));
  for (const { field, row } of matrix.signs.in(JSON.stringify(answer)))
    if (field !== 'Patient.id') yield `${title}: tells ${field} of ${row.patient}`;
}

/** Nobody judges an emergency of her own, whatever else she is. */
export async function* ownReview(matrix: RunningMatrix, viewer: MatrixViewer): Differences {
  if (viewer.name !== 'CLINICIAN') return;
  const breaker = viewerOf(viewer);
  const auditor: Viewer = { ...breaker, roles: ['AUDITOR'] };
  const found = await matrix.ask(auditor, reviewsQuery);
  const { nodes = [] } = (found.data?.d0 as Reviews | null | undefined) ?? {};
  for (const review of nodes.filter((one) => one.viewer.subject === breaker.subject)) {
    const text = 'mutation ($id: ID!) { d0: reviewBreakGlass(id: $id, outcome: JUSTIFIED) { id } }';
    const { errors } = await matrix.ask(auditor, text, { id: review.id });
    if (errors?.[0]?.extensions.code !== 'FORBIDDEN')
      yield `${viewer.name} (${viewer.place}): judges an emergency of her own`;
  }
}

/** A notice is not for other roles to acknowledge, be their institution's part in the care what it may. */
export async function* acknowledging(matrix: RunningMatrix, viewer: MatrixViewer): Differences {
  if (viewer.name !== 'FAMILY_DOCTOR of the contract') return;
  const told = await matrix.ask(viewerOf(viewer), noticesQuery);
  const { nodes = [] } = (told.data?.d0 as Notices | null | undefined) ?? {};
  for (const role of ['REPORTER', 'REFERRAL_OFFICER', 'REGIONAL_PLATFORM'] as const) {
    // A pharmacist has the contract as a basis too.
    const other: Viewer = { ...viewerOf(viewer), roles: ['PHARMACIST', role] };
    const text = 'mutation ($id: ID!) { d0: acknowledgeBreakGlassNotice(id: $id) { id } }';
    const { errors } = await matrix.ask(other, text, { id: nodes[0]?.id });
    if (errors?.[0]?.extensions.code !== 'FORBIDDEN')
      yield `${viewer.name}: a ${role} acknowledges a notice`;
  }
}

/** Emergencies elsewhere of patients whose contract in force is the viewer's institution's. */
export async function* glassNotices(matrix: RunningMatrix, viewer: MatrixViewer): Differences {
  const answer = await matrix.ask(viewerOf(viewer), noticesQuery);
  if (!(yield* isAnswered(matrix, viewer, 'notices', answer))) return;
  const told = matrix.patients.filter((patient) => {
    const { name, glass } = patient.situation;
    if (glass === null || brokenAt(patient) === institutionAt(viewer.place)) return false;
    // Own data alone is no care: a notice is about a patient the institution cares for.
    const cares = shownTo(viewer, name).get('numbers') === 'SHOWN';
    return cares && isSigned(matrix, viewer, name);
  });
  const title = `${viewer.name} (${viewer.place}): breakGlassNotices`;
  yield* compare(title, idsIn(answer.data?.d0), new Set(told.map(({ id }) => id)));
}
