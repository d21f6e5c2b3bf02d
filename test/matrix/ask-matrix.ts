import { advice } from './cells/advice';
import { candidates } from './cells/candidates';
import { type Cell, cellOf, type Differences, viewerOf } from './cells/cell';
import { changes } from './cells/changes';
import { consultations } from './cells/consultations';
import { criticalValues } from './cells/critical';
import { decisions } from './cells/decisions';
import { diagnoses, readings as secondReadings } from './cells/diagnosis';
import { acknowledging, glassNotices, glassReviews, ownReview } from './cells/glass';

import { replayedGrants } from './cells/grants';
import { accessLog, bySensitiveItem } from './cells/lists';
import { reportNotices } from './cells/notices';
import { orderCheck } from './cells/order-check';
import { betweenParts, pastTheGateway } from './cells/parts';
import { prescriptionReviews } from './cells/prescription-reviews';
import { byId, byNumber, bySearch } from './cells/record';
import { recordReviews } from './cells/record-reviews';
import { rowsById } from './cells/rows-by-id';
import { toCheck } from './cells/to-check';
import { asIfUnknown } from './cells/unknown';
import { overdue, teamWorklist, worklist } from './cells/worklists';
import { writing } from './cells/writing';
import { type MatrixViewer, situationsOf, viewers } from './matrix-data';
import type { RunningMatrix } from './start-matrix';

/** Every way a patient's record is asked for. */
const readings = [
  ...[accessLog, byId, bySearch, byNumber, rowsById, bySensitiveItem, orderCheck],
  ...[advice, pastTheGateway],
];

export function cellsOf(matrix: RunningMatrix, viewer: MatrixViewer): Cell[] {
  const as = viewerOf(viewer);
  const asked = new Set(situationsOf(viewer).map(({ name }) => name));
  return matrix.patients
    .filter(({ situation }) => asked.has(situation.name))
    .map((patient) => cellOf(matrix, viewer, as, patient));
}

/** One question of the matrix, and whose; null: of somebody who is none of its viewers. */
export interface Unit {
  readonly viewer: MatrixViewer | null;
  ask(): Differences;
}

/** Everything that is read, in every cell of a viewer; `wanted` narrows it to some situations. */
export const readingUnits = (
  matrix: RunningMatrix,
  viewer: MatrixViewer,
  wanted: (situation: string) => boolean = () => true,
): Unit[] =>
  cellsOf(matrix, viewer)
    .filter(({ patient }) => wanted(patient.situation.name))
    .flatMap((cell) => readings.map((reading) => ({ viewer, ask: () => reading(cell) })));

/** What is asked of each viewer once: her worklist, what parts ask one another, ids nobody has. */
export function onceUnits(matrix: RunningMatrix, viewer: MatrixViewer): Unit[] {
  const lists = [
    worklist,
    teamWorklist,
    consultations,
    candidates,
    overdue,
    glassReviews,
    glassNotices,
    criticalValues,
    reportNotices,
    decisions,
    diagnoses,
    secondReadings,
    prescriptionReviews,
    toCheck,
    recordReviews,
    changes,
  ];
  const isFirst = ({ patient }: Cell) => ['none', 'outside-none'].includes(patient.situation.name);
  const first = cellsOf(matrix, viewer).filter(isFirst);
  return [
    ...lists.map((list) => ({ viewer, ask: () => list(matrix, viewer) })),
    ...first.map((cell) => ({ viewer, ask: () => betweenParts(cell) })),
    ...first.map((cell) => ({ viewer, ask: () => asIfUnknown(cell) })),
  ];
}

const about = ['none', 'encounter-open', 'glass-active', 'outside-none', 'outside-referral'];

/** Every write; after the readings, since some begin a basis. */
export const writeUnits = (
  matrix: RunningMatrix,
  viewer: MatrixViewer,
  wanted: (situation: string) => boolean = () => true,
): Unit[] => [
  // In other roles than the viewer's own.
  { viewer: null, ask: () => ownReview(matrix, viewer) },
  { viewer: null, ask: () => acknowledging(matrix, viewer) },
  ...cellsOf(matrix, viewer)
    .filter(({ patient }) => about.includes(patient.situation.name))
    .filter(({ patient }) => wanted(patient.situation.name))
    .map((cell) => ({ viewer, ask: () => writing(cell) })),
];

const fail = () => {
  throw new Error('test/matrix/viewers.json names nobody');
};

/** Grants of the first viewer, a clinician, used again where they must not count. */
export const grantsUnit = (matrix: RunningMatrix): Unit => ({
  viewer: null,
  ask: () => replayedGrants(matrix, viewerOf(viewers[0] ?? fail())),
});

/** Situations that differ most from one another, asked first where the first difference is enough. */
const tellingNames = new Set([
  'none',
  'encounter-open',
  'own-data',
  'contract-starts-today',
  'referral-received',
  'glass-active',
  'outside-encounter',
]);

const isTelling = (name: string) => tellingNames.has(name);
const isOther = (name: string) => !isTelling(name);

/** Everything that is read, or `telling`: in those alone; nothing of it changes what is asked later. */
export const everyReading = (matrix: RunningMatrix, telling = false): Unit[] => [
  ...viewers.flatMap((viewer) => readingUnits(matrix, viewer, isTelling)),
  ...viewers.flatMap((viewer) => onceUnits(matrix, viewer)),
  grantsUnit(matrix),
  ...(telling ? [] : viewers.flatMap((viewer) => readingUnits(matrix, viewer, isOther))),
];

/**
 * What shows how a county was made and what was written in it: who breaks the glass looks,
 * then all write; `telling`: in the situations alone that differ most.
 */
export function everyMade(matrix: RunningMatrix, telling = false): Unit[] {
  const wanted = telling ? isTelling : undefined;
  const breakers = ['CLINICIAN', 'FAMILY_DOCTOR', 'FAMILY_DOCTOR of the contract'];
  return [
    ...viewers
      .filter(({ name }) => breakers.includes(name))
      .flatMap((viewer) => readingUnits(matrix, viewer, wanted)),
    ...viewers.flatMap((viewer) => onceUnits(matrix, viewer)),
    ...viewers.flatMap((viewer) => writeUnits(matrix, viewer, wanted)),
  ];
}

/** Asks one after another. */
export async function* askEach(units: readonly Unit[]): Differences {
  for (const unit of units) yield* unit.ask();
}

/** The whole matrix; readings of the viewers `first` names before others. */
export function everyUnit(matrix: RunningMatrix, first: readonly string[] = []): Unit[] {
  const isFirst = ({ viewer }: Unit) => viewer !== null && first.includes(viewer.name);
  const reading = everyReading(matrix);
  const writing = viewers.flatMap((viewer) => writeUnits(matrix, viewer));
  return [...reading.filter(isFirst), ...reading.filter((unit) => !isFirst(unit)), ...writing];
}
