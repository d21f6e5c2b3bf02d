import type { Viewer } from '@lianyi/shared/auth/viewer';
import type { Answer } from '../../support/client';
import { type Shows, shownTo, showsRow, showsSign } from '../answers';
import { groupOf, sometimesNull } from '../fields';
import { institutionAt, type MatrixViewer } from '../matrix-data';
import type { MatrixPatient } from '../people';
import { presence } from '../presence';
import { published } from '../selection';
import type { Sign } from '../signs';
import type { RunningMatrix } from '../start-matrix';

/** One viewer before one patient. */
export interface Cell {
  readonly matrix: RunningMatrix;
  readonly viewer: MatrixViewer;
  /** The viewer as the product knows her. */
  readonly as: Viewer;
  readonly patient: MatrixPatient;
  readonly shows: Shows;
}

/** What an answer shows against what it should, one sentence each. */
export type Differences = AsyncGenerator<string, void, undefined>;

/** The person or system who stands for a line of viewers.json. */
export const viewerOf = ({ name, place, roles, scope }: MatrixViewer): Viewer => ({
  subject: `matrix:${name}@${place}`,
  name: `${name}@${place}`,
  institutionId: institutionAt(place),
  ...{ roles, scopes: scope ? [scope] : [] },
});

export const cellOf = (
  matrix: RunningMatrix,
  viewer: MatrixViewer,
  as: Viewer,
  patient: MatrixPatient,
): Cell => ({ matrix, viewer, as, patient, shows: shownTo(viewer, patient.situation.name) });

/** Whether anything opens the record to the viewer. */
export const isOpen = ({ shows }: Pick<Cell, 'shows'>) => shows.has('sex and age');

export const titleOf = ({ viewer, patient }: Cell) =>
  `${viewer.name} (${viewer.place}), ${patient.situation.name}`;

/** Values that are no field of the graph, such as a sender's own key, are never wanted in an answer. */
const isField = ({ field }: Sign) => published.has(field);

const describe = ({ field, row, sensitive, masked }: Sign) => {
  const kind = [sensitive || row.sensitive ? 'sensitive' : '', masked ? 'masked' : ''];
  const words = [
    field,
    ...kind,
    'of',
    row.holders.join(' and ') || 'the person',
    'in',
    row.patient,
  ];
  return words.filter(Boolean).join(' ');
};

/** Signs in a text that the viewer must not see. */
export function* leaksIn(cell: Cell, text: string, shows = cell.shows): Generator<string> {
  for (const sign of cell.matrix.signs.in(text)) {
    const hers = sign.row.patient === cell.patient.situation.name;
    if (!hers || !showsSign(shows, sign, groupOf(sign.field), cell.viewer))
      yield `${titleOf(cell)}: shows ${describe(sign)}`;
  }
}

export interface Expected {
  readonly shows: Shows;
  /** Which of the patient's signs must be in the answer, of those that may. */
  readonly wanted: (sign: Sign) => boolean;
}

/** Holds a whole answer to what it should show: no more, no less, and nothing said of the rest. */
export function* judge(cell: Cell, data: unknown, { shows, wanted }: Expected): Generator<string> {
  const { matrix, viewer, patient } = cell;
  const text = JSON.stringify(data ?? null);
  yield* leaksIn(cell, text, shows);
  const found = matrix.signs.in(text);
  for (const sign of matrix.signs.of(patient.situation.name))
    if (
      isField(sign) &&
      wanted(sign) &&
      showsSign(shows, sign, groupOf(sign.field), viewer) &&
      !found.has(sign)
    )
      yield `${titleOf(cell)}: does not show ${describe(sign)}`;
  if (text.includes('"hasNextPage":true')) yield `${titleOf(cell)}: tells of more rows`;
}

/** Fields that hold nothing although rows are shown that have them. */
export function* emptyFields(
  cell: Cell,
  type: string,
  data: unknown,
  shows: Shows,
): Generator<string> {
  const { matrix, viewer, patient } = cell;
  const groups = new Set(
    matrix.signs
      .of(patient.situation.name)
      .filter(({ row }) => showsRow(shows, row, viewer))
      .map(({ row }) => row.group),
  );
  for (const [field, filled] of presence(type, data)) {
    const group = groupOf(field);
    const hidden = group !== undefined && shows.get(group) === 'HIDDEN';
    const expected = group !== undefined && groups.has(group) && !hidden;
    if (!filled && expected && !sometimesNull.has(field))
      yield `${titleOf(cell)}: ${field} is empty`;
  }
}

export interface Refusal {
  /** The code of the refusal (FORBIDDEN). */
  readonly code?: string;
  /** Aliases of what may not be there at all, so that nothing is refused. */
  readonly absent?: readonly string[];
  /** What a refusal may tell of all the same. */
  readonly mayTell?: (sign: Sign) => boolean;
}

/** Each of some aliases must be refused, alone, and nothing be said of what it stands for. */
export function* refused(
  cell: Cell,
  answer: Answer,
  aliases: readonly string[],
  what: readonly string[],
  { code = 'FORBIDDEN', absent = [], mayTell = () => false }: Refusal = {},
): Generator<string> {
  const { data, errors = [] } = answer;
  for (const [place, alias] of aliases.entries()) {
    const own = errors.filter(({ path }) => path?.[0] === alias);
    const codes = [...new Set(own.map(({ extensions }) => extensions.code))].join();
    const nothing = absent.includes(alias) && codes === '' && !hasValue(data?.[alias]);
    if (codes !== code && !nothing)
      yield `${titleOf(cell)}: ${what[place]} is answered ${codes || JSON.stringify(data?.[alias])}, not ${code}`;
  }
  for (const { path, message } of errors)
    if (!aliases.includes(String(path?.[0]))) yield `${titleOf(cell)}: ${message}`;
  // The id that was asked for may be repeated; it is all that may.
  const told = JSON.stringify(answer).replaceAll(cell.patient.id, '');
  for (const sign of cell.matrix.signs.in(told))
    if (!mayTell(sign)) yield `${titleOf(cell)}: a refusal tells ${describe(sign)}`;
}

/** Whether a value holds anything but empty lists and nulls. */
const hasValue = (value: unknown): boolean =>
  typeof value === 'object' && value !== null
    ? Object.values(value).some(hasValue)
    : value !== null && value !== undefined;
