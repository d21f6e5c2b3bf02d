import type { MatrixViewer } from '../matrix-data';
import type { RunningMatrix } from '../start-matrix';
import { type Differences, refused, viewerOf } from './cell';
import { isAnswered } from './worklists';

/** Nobody was asked about the matrix's patients before it writes: lists are empty, and no id is one. */
export async function* consultations(matrix: RunningMatrix, viewer: MatrixViewer): Differences {
  const as = viewerOf(viewer);
  const [patient] = matrix.patients;
  if (!patient) return;
  const one = await matrix.ask(as, '{ d0: consultation(id: "none") { id question } }');
  const cell = { matrix, viewer, as, patient, shows: new Map() };
  yield* refused(cell, one, ['d0'], ['Query.consultation']);
  for (const side of ['SENT', 'RECEIVED']) {
    const query = `{ d0: consultations(side: ${side}) { nodes { id question } pageInfo { hasNextPage endCursor } } }`;
    const answer = await matrix.ask(as, query);
    if (!(yield* isAnswered(matrix, viewer, 'consultations', answer))) return;
    const list = answer.data?.d0 as { readonly nodes: readonly object[] } | undefined;
    if (list?.nodes.length !== 0) yield `${viewer.name}: consultations ${side} are not empty`;
  }
}
