import type { Viewer } from '@lianyi/shared/auth/viewer';
import { institutionAt } from '../matrix-data';
import { items } from '../rows';
import { type Cell, type Differences, isOpen, judge, refused, titleOf } from './cell';

/** A person of a member: one holds data of every patient, the other of none. */
const personAt = (institutionId: string): Viewer => ({
  subject: 'another',
  ...{ name: 'another', institutionId, roles: ['PHARMACIST'], scopes: [] },
});
const [holder, stranger] = [personAt(institutionAt('other')), personAt(institutionAt('nowhere'))];
const look = 'query ($id: ID!) { patient(id: $id) { id } }';

interface Look {
  readonly allowed: boolean;
  readonly basis: string | null;
  readonly circumstance: string | null;
  readonly viewerName: string;
  readonly institution: { readonly id: string };
}

/** Who looked at the patient: at which institutions, as far as the viewer may know. */
export async function* accessLog(cell: Cell): Differences {
  const { matrix, as, patient, shows } = cell;
  const reach = shows.get('access log');
  // Others look first, so that there is something to hide among the newest.
  if (reach)
    for (const other of [holder, stranger]) await matrix.ask(other, look, { id: patient.id });
  const fields = 'at action allowed basis viewerName reason circumstance institution { id }';
  const query = `query ($id: ID!) { d0: accessLog(patientId: $id, first: 100) { nodes { ${fields} } pageInfo { hasNextPage } } }`;
  const answer = await matrix.ask(as, query, { id: patient.id });
  if (reach === undefined) yield* refused(cell, answer, ['d0'], ['Query.accessLog']);
  else {
    const page = answer.data?.d0 as { readonly nodes: readonly Look[] } | null | undefined;
    const looks = page?.nodes.filter(({ viewerName }) => viewerName.endsWith(matrix.round));
    yield* judgeLog(cell, looks ?? [], reach === 'ALL');
  }
}

function* judgeLog(cell: Cell, looks: readonly Look[], all: boolean): Generator<string> {
  const { viewer, patient } = cell;
  const title = `${titleOf(cell)}: the log`;
  const own = institutionAt(viewer.place);
  const others = [holder, stranger].map(({ institutionId }) => institutionId);
  const seen = new Set(looks.map(({ institution }) => institution.id));
  for (const id of [own, ...(all ? others : [])]) if (!seen.has(id)) yield `${title} lacks ${id}`;
  for (const id of seen) if (!all && id !== own) yield `${title} shows ${id}`;
  for (const { allowed, institution } of looks)
    if (others.includes(institution.id) && allowed !== (institution.id === holder.institutionId))
      yield `${title} says of ${institution.id} that it was ${allowed ? 'allowed' : 'refused'}`;
  const { restriction } = patient.situation;
  const kept = restriction === 'closed' || restriction === 'sensitive';
  for (const { basis, circumstance } of looks)
    if ((circumstance === 'RESTRICTED') !== (kept && basis === 'BREAK_GLASS'))
      yield `${title} says ${circumstance} of ${basis}`;
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
