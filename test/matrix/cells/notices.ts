import { listsRow, shownTo } from '../answers';
import { type MatrixViewer, situationsOf, viewers } from '../matrix-data';
import type { RunningMatrix } from '../start-matrix';
import { type Differences, viewerOf } from './cell';
import { compare, isAnswered } from './worklists';

const query = `{ d0: notices(first: 100) {
  nodes { id readBy patient { id } institution { id } examReport { id } changes { field item { code } from to } }
  pageInfo { hasNextPage }
} }`;

/** Who looked at the exams before they were corrected, by the place she looked from. */
const lookers = new Map(
  ['CLINICIAN', 'FAMILY_DOCTOR of the contract'].flatMap((wanted) =>
    viewers
      .filter(({ name, place }) => name === wanted && place !== 'outside')
      .map((viewer) => [viewer.place, viewer] as const),
  ),
);

/** Notices of exams that the institution had looked at, of patients whose record is open. */
export async function* reportNotices(matrix: RunningMatrix, viewer: MatrixViewer): Differences {
  const answer = await matrix.ask(viewerOf(viewer), query);
  if (!(yield* isAnswered(matrix, viewer, 'report notices', answer))) return;
  const looker = lookers.get(viewer.place);
  const counts = new Set(situationsOf(viewer).map(({ name }) => name));
  const told = matrix.patients.filter(({ situation: { name } }) => {
    const critical = matrix.criticals.get(name);
    // A situation of an outsider says nothing of the viewer's institution.
    if (!looker || !critical || (viewer.place === 'own' && !counts.has(name))) return false;
    return [looker, viewer].every((one) => listsRow(shownTo(one, name), critical.row, one));
  });
  const { nodes = [] } = (answer.data?.d0 ?? {}) as {
    readonly nodes?: readonly { readonly patient?: { readonly id: string } }[];
  };
  const title = `${viewer.name} (${viewer.place}): notices`;
  const shown = new Set(nodes.map(({ patient }) => patient?.id ?? ''));
  yield* compare(title, shown, new Set(told.map(({ id }) => id)));
  const names = new Set(told.map(({ situation: { name } }) => name));
  for (const { field, row } of matrix.signs.in(JSON.stringify(answer)))
    if (!names.has(row.patient)) yield `${title}: tells ${field} of ${row.patient}`;
}
