import { shownTo } from './answers';
import { candidates } from './cells/candidates';
import { type Cell, cellOf, type Differences, viewerOf } from './cells/cell';
import { glassNotices, glassReviews } from './cells/glass';
import { replayedGrants } from './cells/grants';
import { accessLog, bySensitiveItem } from './cells/lists';
import { betweenParts, pastTheGateway } from './cells/parts';
import { byId, byNumber, bySearch } from './cells/record';
import { rowsById } from './cells/rows-by-id';
import { asIfUnknown } from './cells/unknown';
import { overdue, worklist } from './cells/worklists';
import { writing } from './cells/writing';
import { type MatrixViewer, situationsOf, viewers } from './matrix-data';
import { prepare } from './prepare';
import type { RunningMatrix } from './start-matrix';

/** Every way a patient's record is asked for. */
const readings = [accessLog, byId, bySearch, byNumber, rowsById, bySensitiveItem, pastTheGateway];

export function cellsOf(matrix: RunningMatrix, viewer: MatrixViewer): Cell[] {
  const as = viewerOf(viewer);
  const asked = new Set(situationsOf(viewer).map(({ name }) => name));
  return matrix.patients
    .filter(({ situation }) => asked.has(situation.name))
    .map((patient) => cellOf(matrix, viewer, as, patient));
}

/** Everything that is read, in every cell of a viewer; `wanted` narrows it to some situations. */
export async function* askReadings(
  matrix: RunningMatrix,
  viewer: MatrixViewer,
  wanted: (situation: string) => boolean = () => true,
): Differences {
  const cells = cellsOf(matrix, viewer).filter(({ patient }) => wanted(patient.situation.name));
  for (const cell of cells) for (const reading of readings) yield* reading(cell);
}

/** What is asked of each viewer once: her worklist, what parts ask one another, ids nobody has. */
export async function* askOnce(matrix: RunningMatrix, viewer: MatrixViewer): Differences {
  for (const list of [worklist, candidates, overdue, glassReviews, glassNotices])
    yield* list(matrix, viewer);
  const isFirst = ({ patient }: Cell) => ['none', 'outside-none'].includes(patient.situation.name);
  for (const cell of cellsOf(matrix, viewer).filter(isFirst)) {
    yield* betweenParts(cell);
    yield* asIfUnknown(cell);
  }
}

/** Every write; after the readings, since some begin a basis. */
export async function* askWrites(matrix: RunningMatrix, viewer: MatrixViewer): Differences {
  const about = ['none', 'encounter-open', 'outside-none', 'outside-referral'];
  const cells = cellsOf(matrix, viewer);
  for (const cell of cells.filter(({ patient }) => about.includes(patient.situation.name)))
    yield* writing(cell);
}

/** Grants of the first viewer, a clinician, used again where they must not count. */
export const askGrants = (matrix: RunningMatrix): Differences =>
  replayedGrants(matrix, viewerOf(viewers[0] ?? fail()));

const fail = () => {
  throw new Error('test/matrix/viewers.json names nobody');
};

/** Situations that differ most from one another, asked first where the first difference is enough. */
const telling = new Set([
  'none',
  'encounter-open',
  'own-data',
  'contract-starts-today',
  'referral-received',
  'glass-active',
  'outside-encounter',
]);

/** Whether any situation opens a record to a viewer. */
const opensAny = (viewer: MatrixViewer) =>
  situationsOf(viewer).some(({ name }) => shownTo(viewer, name).has('sex and age'));

/**
 * Everything that is read, by viewers in the given order; nothing of it changes what is asked
 * later. To whom no situation opens a record, those that tell most stand for all unless `whole`.
 */
export async function* askReading(
  matrix: RunningMatrix,
  order: readonly MatrixViewer[],
  whole = true,
): Differences {
  for (const viewer of order) yield* askReadings(matrix, viewer, (name) => telling.has(name));
  for (const viewer of order) yield* askOnce(matrix, viewer);
  yield* askGrants(matrix);
  for (const viewer of order.filter((one) => whole || opensAny(one)))
    yield* askReadings(matrix, viewer, (name) => !telling.has(name));
}

/** What a start, a county and writes make: prepared anew, then looked at by who breaks the glass, then written. */
export async function* askMade(matrix: RunningMatrix, order: readonly MatrixViewer[]): Differences {
  await prepare(matrix);
  const breakers = ['CLINICIAN', 'FAMILY_DOCTOR', 'FAMILY_DOCTOR of the contract'];
  for (const viewer of order.filter(({ name }) => breakers.includes(name)))
    yield* askReadings(matrix, viewer);
  for (const viewer of order) yield* askOnce(matrix, viewer);
  for (const viewer of order) yield* askWrites(matrix, viewer);
}

/** The whole matrix, difference by difference. */
export async function* askMatrix(matrix: RunningMatrix): Differences {
  await prepare(matrix);
  yield* askReading(matrix, viewers);
  for (const viewer of viewers) yield* askWrites(matrix, viewer);
}
