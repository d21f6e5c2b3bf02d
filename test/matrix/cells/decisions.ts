import { institutionAt, type MatrixViewer } from '../matrix-data';
import type { RunningMatrix } from '../start-matrix';
import { type Differences, viewerOf } from './cell';
import { isAnswered } from './worklists';

const query = `{ d0: recognitionDecisions(period: { start: "2026-11-01", end: "2026-11-30" }, first: 100) {
  nodes { id note patient { id name } item { code } decidedBy institution { id } } pageInfo { hasNextPage endCursor }
} }`;

interface Listed {
  readonly note: string | null;
  readonly patient: object | null;
  readonly institution: { readonly id: string };
}

/** Decisions behind a number: to who oversees the institution, and without a word of any patient. */
export async function* decisions(matrix: RunningMatrix, viewer: MatrixViewer): Differences {
  const answer = await matrix.ask(viewerOf(viewer), query);
  if (!(yield* isAnswered(matrix, viewer, 'decisions', answer))) return;
  const title = `${viewer.name} (${viewer.place}): recognitionDecisions`;
  for (const sign of matrix.signs.in(JSON.stringify(answer))) yield `${title}: shows ${sign.field}`;
  const page = answer.data?.d0 as { readonly nodes: readonly Listed[] } | null | undefined;
  const nodes = page?.nodes ?? [];
  for (const { note, patient } of nodes)
    if (note !== null || patient !== null) yield `${title}: tells of a patient`;
  const held = new Set(nodes.map(({ institution }) => institution.id));
  const own = institutionAt('own');
  if (held.has(own) !== ['own', 'lead'].includes(viewer.place))
    yield `${title}: ${held.has(own) ? 'shows' : 'lacks'} decisions of ${own}`;
}
