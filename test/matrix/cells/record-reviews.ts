import { doors } from '../fields';
import type { MatrixViewer } from '../matrix-data';
import type { RunningMatrix } from '../start-matrix';
import { cellOf, type Differences, refused, viewerOf } from './cell';
import { compare, isAnswered } from './worklists';

const below = `id records(first: 100) { nodes { place recordId class startedOn endedOn patientAge patientGender
  diagnoses { system code display } practitioner { id } note } pageInfo { hasNextPage } }`;

/** The records of her institution that were drawn, and at the lead those of a member: of nobody who is named. */
export async function* recordReviews(matrix: RunningMatrix, viewer: MatrixViewer): Differences {
  const as = viewerOf(viewer);
  const query = `{ d0: recordReviews(first: 1) { nodes { ${below} } pageInfo { hasNextPage } } }`;
  const { id, shown } = matrix.recordReview;
  const answer = await matrix.ask(as, query);
  if (yield* isAnswered(matrix, viewer, 'record reviews', answer))
    yield* shownIn(matrix, viewer, 'recordReviews', {
      answer,
      expected: viewer.place === 'own' ? shown : [],
    });
  const byId = `{ d0: recordReview(id: "${id}") { ${below} } }`;
  const one = await matrix.ask(as, byId);
  if (doors.find(({ by }) => by === 'record review')?.who?.includes(viewer.name)) {
    yield* shownIn(matrix, viewer, 'recordReview', { answer: one, expected: shown });
    return;
  }
  // To others it is closed like one that is none.
  const [patient] = matrix.patients;
  if (!patient) return;
  const told = JSON.parse(JSON.stringify(one).replaceAll(id, ''));
  yield* refused(cellOf(matrix, viewer, as, patient), told, ['d0'], ['Query.recordReview']);
}

interface Showing {
  readonly answer: object;
  readonly expected: readonly string[];
}

async function* shownIn(
  matrix: RunningMatrix,
  { name, place }: MatrixViewer,
  list: string,
  { answer, expected }: Showing,
): Differences {
  const shown = [...matrix.signs.in(JSON.stringify(answer))].map(({ text }) => text);
  yield* compare(`${name} (${place}): ${list}`, new Set(shown), new Set(expected));
}
