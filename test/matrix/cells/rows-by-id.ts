import { listsRow, type Shows, showsRow } from '../answers';
import { type Door, doors } from '../fields';
import { argumentOf, resultOf, select } from '../selection';
import type { Sign } from '../signs';
import { type Cell, type Differences, isOpen, judge, refused, titleOf } from './cell';

/** Rows asked for in one operation, with all that is in them: within the limit of its fields. */
const atOnce = 3;

const personFields = ['name', 'birthDate', 'phone', 'address', 'identifiers { value }'] as const;
const coordinates = [
  'Patient.name',
  'Patient.birthDate',
  'Patient.phone',
  'Patient.address',
  'Identifier.value',
];

/** The door's own row type, and the field its rows are asked for by. */
const keyOf = ({ door, by }: Door) => {
  const type = resultOf(door);
  return { type, key: `${type}.${by === 'row' ? 'id' : argumentOf(door)}` };
};

const texts = new Map<Shows, Map<string, string>>();
function textOf(shows: Shows, type: string): string {
  const known = texts.get(shows) ?? new Map<string, string>();
  texts.set(shows, known);
  const text =
    known.get(type) ??
    `${select(type, shows, ['Patient'])} of: patient { ${personFields.join(' ')} }`;
  known.set(type, text);
  return text;
}

interface AskedRow {
  readonly door: Door;
  readonly sign: Sign;
}

/** Of a record that is shut as a whole, so many rows of each kind stand for all. */
const ofShutRecord = 2;

/** Every row of a patient asked for by itself: shown as its list shows it, or refused. */
export async function* rowsById(cell: Cell): Differences {
  const { matrix, patient, shows, viewer } = cell;
  const opens = ({ door, sign }: AskedRow) =>
    shows.has(door.opens) && listsRow(shows, sign.row, viewer);
  const rows: AskedRow[] = doors
    .filter(({ by }) => by === 'row' || by === 'row number')
    .flatMap((door) => {
      const signs = matrix.signs
        .of(patient.situation.name)
        .filter(({ field }) => field === keyOf(door).key);
      return (isOpen(cell) ? signs : signs.slice(0, ofShutRecord)).map((sign) => ({ door, sign }));
    });
  const shown = rows.filter(opens);
  for (const door of doors)
    yield* shownRows(
      cell,
      door,
      shown.filter((row) => row.door === door),
    );
  yield* hiddenRows(
    cell,
    rows.filter((row) => !opens(row)),
  );
}

/** The operation that asks for rows, each under a name of its own, and its variables. */
function operation(rows: readonly AskedRow[], name: string, below: string) {
  const heads = rows.map(
    ({ door }, at) => `$r${at}: ${keyOf(door).key.endsWith('.id') ? 'ID' : 'String'}!`,
  );
  const parts = rows.map(({ door: { door } }, at) => {
    const field = door.replace('Query.', '');
    return `${name}${at}: ${field}(${argumentOf(door)}: $r${at}) { ${below} }`;
  });
  return {
    query: `query (${heads.join(', ')}) { ${parts.join(' ')} }`,
    variables: Object.fromEntries(rows.map(({ sign }, at) => [`r${at}`, sign.text])),
  };
}

/** One text for any number of rows: what is left over asks for the last row again. */
const filledUp = (rows: readonly AskedRow[]) =>
  Array.from({ length: atOnce }, (_, at) => rows[at] ?? rows.at(-1)).filter(
    (row) => row !== undefined,
  );

async function* shownRows(cell: Cell, door: Door, rows: readonly AskedRow[]): Differences {
  const { matrix, as, shows, viewer } = cell;
  const text = textOf(shows, resultOf(door.door));
  for (let from = 0; from < rows.length; from += atOnce) {
    const asked = filledUp(rows.slice(from, from + atOnce));
    const { query, variables } = operation(asked, 'a', text);
    const answer = await matrix.ask(as, query, variables);
    for (const { message } of answer.errors ?? [])
      yield `${titleOf(cell)}: ${door.door}: ${message}`;
    const told = new Set(asked.map(({ sign }) => sign.row));
    yield* judge(cell, answer.data, {
      shows,
      wanted: ({ field, row }) =>
        (told.has(row) && showsRow(shows, row, viewer)) || coordinates.includes(field),
    });
  }
}

/** Root fields of one operation, at most. */
const refusedAtOnce = 20;

async function* hiddenRows(cell: Cell, rows: readonly AskedRow[]): Differences {
  const { matrix, as } = cell;
  for (let from = 0; from < rows.length; from += refusedAtOnce) {
    const asked = rows.slice(from, from + refusedAtOnce);
    const { query, variables } = operation(asked, 'd', 'id');
    const answer = await matrix.ask(as, query, variables);
    // Each refusal may repeat the id that was asked for.
    const ids = asked.map(({ sign }) => sign.text);
    const told = ids.reduce((text, id) => text.replaceAll(id, ''), JSON.stringify(answer));
    yield* refused(
      cell,
      JSON.parse(told),
      asked.map((_, at) => `d${at}`),
      asked.map(({ door, sign }) => `${door.door} of ${sign.row.holders.join(' and ')}`),
    );
  }
}
