import { listsRow, shownTo } from '../answers';
import { type MatrixViewer, situationsOf } from '../matrix-data';
import type { RunningMatrix } from '../start-matrix';
import { type Differences, viewerOf } from './cell';
import { compare, isAnswered, isSigned } from './worklists';

const listed = (args: string) => `{ d0: criticalValues(${args}) {
  nodes { id department acknowledgedBy readBack handling patient { id } examReport { id } observation { id } institution { id } }
  pageInfo { hasNextPage }
} }`;

/** Critical values of exams another member made for the viewer's institution, or for whose patients it is the family doctor's. */
export async function* criticalValues(matrix: RunningMatrix, viewer: MatrixViewer): Differences {
  const answer = await matrix.ask(viewerOf(viewer), listed('first: 100, status: OPEN'));
  if (!(yield* isAnswered(matrix, viewer, 'critical values', answer))) return;
  const counts = new Set(situationsOf(viewer).map(({ name }) => name));
  const told = matrix.patients.filter(({ situation: { name } }) => {
    const critical = matrix.criticals.get(name);
    // A situation of an outsider says nothing of the institution that ordered.
    const ordered = viewer.place === 'own' && counts.has(name);
    const concerns = ordered || isSigned(matrix, viewer, name);
    return concerns && critical && listsRow(shownTo(viewer, name), critical.row, viewer);
  });
  const { nodes = [] } = (answer.data?.d0 ?? {}) as {
    readonly nodes?: readonly { readonly patient?: { readonly id: string } }[];
  };
  const title = `${viewer.name} (${viewer.place}): criticalValues`;
  const shown = new Set(nodes.map(({ patient }) => patient?.id ?? ''));
  yield* compare(title, shown, new Set(told.map(({ id }) => id)));
  const all = await matrix.ask(viewerOf(viewer), listed('first: 100'));
  for (const { field, row } of matrix.signs.in(JSON.stringify([answer, all])))
    if (row.group === 'results' && !listsRow(shownTo(viewer, row.patient), row, viewer))
      yield `${title}: tells ${field} of ${row.patient}`;
}
