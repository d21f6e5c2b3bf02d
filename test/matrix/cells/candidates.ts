import { searchShows } from '../answers';
import { institutionAt, type MatrixViewer } from '../matrix-data';
import type { RunningMatrix } from '../start-matrix';
import { cellOf, type Differences, isOpen, leaksIn, viewerOf } from './cell';
import { isAnswered, isSigned } from './worklists';

const person = 'id name birthDate phone address identifiers { value }';
const query = `{ d0: duplicateCandidates(first: 100) {
  nodes { id evidence { field level } patient { ${person} } other { ${person} } } pageInfo { hasNextPage endCursor }
} }`;

interface Side {
  readonly id: string;
}
interface Listed {
  readonly nodes: readonly { readonly id: string; readonly patient: Side; readonly other: Side }[];
}

/** Records that may be one person's: those the institution has a part in, both sides as a search shows them. */
export async function* candidates(matrix: RunningMatrix, viewer: MatrixViewer): Differences {
  const as = viewerOf(viewer);
  const answer = await matrix.ask(as, query);
  const title = `${viewer.name} (${viewer.place}): duplicateCandidates`;
  if (!(yield* isAnswered(matrix, viewer, 'candidates', answer))) return;
  const { nodes = [] } = (answer.data?.d0 as Listed | null) ?? {};
  const all = viewer.name === 'QUALITY_MANAGER of the lead';
  const own = institutionAt(viewer.place);
  const expected = matrix.candidates.filter(
    ({ institutionId, patient }) =>
      all || institutionId === own || isSigned(matrix, viewer, patient.situation.name),
  );
  for (const { id, patient } of expected) {
    const node = nodes.find((one) => one.id === id);
    if (!node) yield `${title}: lacks that of ${patient.situation.name}`;
    const cell = cellOf(matrix, viewer, as, patient);
    // The other side has the number it was registered with, which is this patient's.
    const side = [node?.patient, node?.other].find((one) => one?.id === patient.id);
    yield* leaksIn(cell, JSON.stringify(side ?? null), isOpen(cell) ? cell.shows : searchShows);
  }
  if (nodes.length > expected.length)
    yield `${title}: shows more than its institution has a part in`;
}
