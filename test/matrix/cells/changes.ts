import { shownTo } from '../answers';
import { type MatrixViewer, situationsOf } from '../matrix-data';
import type { RunningMatrix } from '../start-matrix';
import { type Differences, viewerOf } from './cell';
import { isAnswered } from './worklists';

const query = `{ d0: changes(first: 100) {
  latest nodes { cursor pseudonym otherPseudonym patientId otherPatientId details { name value } } pageInfo { endCursor }
} }`;

/** The change feed: to platforms alone, and who a change is about to those who may know it. */
export async function* changes(matrix: RunningMatrix, viewer: MatrixViewer): Differences {
  const answer = await matrix.ask(viewerOf(viewer), query);
  if (!(yield* isAnswered(matrix, viewer, 'changes', answer))) return;
  const text = JSON.stringify(answer.data);
  const situations = new Set(situationsOf(viewer).map(({ name }) => name));
  for (const { id, situation } of matrix.patients) {
    const mayKnow =
      viewer.scope === 'identified' &&
      situations.has(situation.name) &&
      shownTo(viewer, situation.name).size > 0;
    if (text.includes(id) && !mayKnow)
      yield `${viewer.name} (${viewer.place}): changes tells who is ${situation.name}`;
  }
}
