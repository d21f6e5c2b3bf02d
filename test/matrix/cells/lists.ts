import type { Viewer } from '@lianyi/shared/auth/viewer';
import { institutionAt } from '../matrix-data';
import { items } from '../rows';
import { type Cell, type Differences, isOpen, judge, refused, titleOf } from './cell';

interface Looked {
  readonly nodes: readonly { readonly institution: { readonly id: string } }[];
}

/** A person of another member, which holds data of every patient. */
const another: Viewer = {
  ...{ subject: 'another', name: 'another', institutionId: institutionAt('other') },
  ...{ roles: ['CLINICIAN'], scopes: [] },
};

/** Who looked at the patient: at which institutions, as far as the viewer may know. */
export async function* accessLog(cell: Cell): Differences {
  const { matrix, as, patient, shows, viewer } = cell;
  const reach = shows.get('access log');
  // Another member looks first, so that there is something to hide among the newest.
  if (reach)
    await matrix.ask(another, 'query ($id: ID!) { patient(id: $id) { id } }', { id: patient.id });
  const fields = 'at action allowed basis viewerName reason institution { id }';
  const query = `query ($id: ID!) { d0: accessLog(patientId: $id, first: 100) { nodes { ${fields} } pageInfo { hasNextPage } } }`;
  const answer = await matrix.ask(as, query, { id: patient.id });
  if (reach === undefined) {
    yield* refused(cell, answer, ['d0'], ['Query.accessLog']);
    return;
  }
  const events = (answer.data?.d0 as Looked | null)?.nodes ?? [];
  const seen = new Set(events.map(({ institution }) => institution.id));
  const wanted =
    reach === 'ALL'
      ? [institutionAt('other'), institutionAt(viewer.place)]
      : [institutionAt(viewer.place)];
  for (const id of wanted) if (!seen.has(id)) yield `${titleOf(cell)}: the log lacks ${id}`;
  for (const id of seen)
    if (reach === 'OWN' && !wanted.includes(id)) yield `${titleOf(cell)}: the log shows ${id}`;
}

/** Lists asked for by an item only the treating side may know of: a report found by it tells of it. */
export async function* bySensitiveItem(cell: Cell): Differences {
  const { matrix, as, patient, shows } = cell;
  if (!isOpen(cell) || !shows.has('results')) return;
  const query = `query ($id: ID!, $item: ID!) { subject: patient(id: $id) {
    labReports(itemCode: $item, first: 20) { nodes { id } pageInfo { hasNextPage endCursor } }
    trend(itemCode: $item) { value }
  } }`;
  const answer = await matrix.ask(as, query, { id: patient.id, item: items.sensitive });
  const values = matrix.signs
    .of(patient.situation.name)
    .filter(({ field, sensitive }) => field === 'Observation.value' && sensitive);
  const rows = new Set(values.map(({ row }) => row));
  const told = shows.get('results') === 'NOT_SENSITIVE' ? new Set() : rows;
  yield* judge(cell, answer.data, {
    shows,
    wanted: ({ field, row, sensitive }) =>
      told.has(row) && (field === 'LabReport.id' || (field === 'Observation.value' && sensitive)),
  });
  for (const { field, row } of matrix.signs.in(JSON.stringify(answer.data)))
    if (field === 'LabReport.id' && !told.has(row))
      yield `${titleOf(cell)}: a report is found by a sensitive item it may not show`;
}
