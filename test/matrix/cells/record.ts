import { getNamedType } from 'graphql';
import { publicSchema } from '../../support/public-schema';
import { listsRow, maySearch, offersGlass, type Shows, searchShows } from '../answers';
import { deniedFields } from '../denied';
import { doors } from '../fields';
import { fieldsOf, pageVariable, pageVariables, patientPages, select } from '../selection';
import {
  type Cell,
  type Differences,
  emptyFields,
  isOpen,
  judge,
  leaksIn,
  refused,
  titleOf,
} from './cell';

const wholes = new Map<Shows, string>();
/** Everything of a patient that is shown, written once for each row of the table. */
function wholeOf(shows: Shows): string {
  const known = wholes.get(shows) ?? select('Patient', shows);
  wholes.set(shows, known);
  return known;
}

/** The type of the rows of a list of a patient. */
const rowTypes = new Map(
  patientPages.map((name) => {
    const list = fieldsOf(publicSchema.getType('Patient')).find((field) => field.name === name);
    const nodes = fieldsOf(list && getNamedType(list.type)).find((field) => field.name === 'nodes');
    return [name, nodes ? getNamedType(nodes.type).name : ''] as const;
  }),
);

/** As many rows of each list as are shown: one more would be one too many. */
function pageSizes({ matrix, patient, viewer }: Cell, shows: Shows) {
  const rows = matrix.signs.of(patient.situation.name);
  return Object.fromEntries(
    patientPages.map((name) => {
      const shown = rows.filter(
        ({ field, row }) => field === `${rowTypes.get(name)}.id` && listsRow(shows, row, viewer),
      );
      return [pageVariable(name), Math.max(1, shown.length)];
    }),
  );
}

/** The record, by the patient's id: what is open, and that the rest is shut. */
export async function* byId(cell: Cell): Differences {
  const { matrix, as, patient, shows } = cell;
  if (!isOpen(cell)) {
    const answer = await matrix.ask(as, 'query ($id: ID!) { d0: patient(id: $id) { id } }', {
      id: patient.id,
    });
    yield* refused(cell, answer, ['d0'], ['Query.patient']);
    const offered = answer.errors?.[0]?.extensions.breakGlass;
    if (offered !== offersGlass(cell.viewer))
      yield `${titleOf(cell)}: break-glass is offered: ${offered}`;
    return;
  }
  const text = wholeOf(shows);
  const query = `query ($id: ID!${pageVariables(text)}) { subject: patient(id: $id) { ${text} } }`;
  const answer = await matrix.ask(as, query, { id: patient.id, ...pageSizes(cell, shows) });
  yield* whole(cell, answer, answer.data?.subject, shows);
  yield* deniedThrough(cell, shows, 'patient(id: $id)', (below) => below);
}

function* whole(
  cell: Cell,
  { errors = [] }: { errors?: readonly { message: string }[] | undefined },
  subject: unknown,
  shows: Shows,
) {
  for (const { message } of errors) yield `${titleOf(cell)}: ${message}`;
  yield* judge(cell, subject, { shows, wanted: () => true });
  yield* emptyFields(cell, 'Patient', subject, shows);
  for (const group of ['"08"', '"09"']) {
    const isShown = JSON.stringify(subject ?? null).includes(group);
    if (isShown !== (shows.get('priority groups') === 'SHOWN'))
      yield `${titleOf(cell)}: the sensitive priority group ${group} is ${isShown ? 'shown' : 'hidden'}`;
  }
}

/** Each denied field asked for by itself, so that each must refuse by itself. */
async function* deniedThrough(
  cell: Cell,
  shows: Shows,
  door: string,
  around: (below: string) => string,
): Differences {
  const { matrix, as, patient } = cell;
  const fields = deniedFields(shows);
  if (fields.length === 0) return;
  const aliases = fields.map((_, at) => `d${at}`);
  const texts = fields.map(({ text }, at) => `d${at}: ${door} { ${around(text)} }`);
  const variable = door.includes('$id') ? '$id: ID!' : '$name: String!';
  const answer = await matrix.ask(as, `query (${variable}) { ${texts.join(' ')} }`, {
    ...(door.includes('$id') ? { id: patient.id } : { name: patient.name }),
  });
  yield* refused(
    cell,
    answer,
    aliases,
    fields.map(({ field }) => field),
    { absent: fields.flatMap(({ nested }, at) => (nested ? [`d${at}`] : [])) },
  );
}

/** The same person found by her name: without a basis little of her, and nothing that stands in the record. */
export async function* bySearch(cell: Cell): Differences {
  const { matrix, as, patient, viewer } = cell;
  const door = 'patients(search: $name, first: 1)';
  if (!maySearch(viewer)) {
    const query = `query ($name: String!) { d0: ${door} { nodes { id } pageInfo { hasNextPage endCursor } } }`;
    yield* refused(
      cell,
      await matrix.ask(as, query, { name: patient.name }),
      ['d0'],
      ['Query.patients'],
    );
    return;
  }
  const shows = isOpen(cell) ? cell.shows : searchShows;
  const text = wholeOf(shows);
  const query = `query ($name: String!${pageVariables(text)}) { found: ${door} { nodes { ${text} } pageInfo { hasNextPage endCursor } } }`;
  const answer = await matrix.ask(as, query, { name: patient.name, ...pageSizes(cell, shows) });
  const found = answer.data?.found as { nodes?: unknown[] } | null | undefined;
  yield* whole(cell, answer, found?.nodes?.[0], shows);
  yield* leaksIn(cell, JSON.stringify(answer), shows);
  if (!isOpen(cell)) yield* deniedThrough(cell, shows, door, (below) => `nodes { ${below} }`);
}

/** The same person by her number: as by her id, where a number may be asked by at all. */
export async function* byNumber(cell: Cell): Differences {
  const { matrix, as, patient, viewer } = cell;
  const query =
    'query ($number: String!) { d0: patientByIdentifier(system: RESIDENT_ID, value: $number) { id } }';
  const answer = await matrix.ask(as, query, { number: patient.number });
  const shut = doors.find(({ by }) => by === 'number')?.notFor.includes(viewer.name);
  if (isOpen(cell) && !shut) yield* whole1(cell, answer.data?.d0);
  else yield* refused(cell, answer, ['d0'], ['Query.patientByIdentifier']);
}

function* whole1({ patient, ...cell }: Cell, found: unknown) {
  const id = (found as { id?: string } | null)?.id;
  if (id !== patient.id) yield `${titleOf({ patient, ...cell })}: her number does not find her`;
}
