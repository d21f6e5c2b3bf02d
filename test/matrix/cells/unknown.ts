import type { Answer } from '../../support/client';
import { doors } from '../fields';
import { argumentOf, resultOf } from '../selection';
import { type Cell, type Differences, isOpen, titleOf } from './cell';

/** Ids that nobody has. */
const nobody = '51600000-0000-4000-8000-ffffffffffff';

/** As a text without the id that was asked for. */
const without = (answer: Answer, id: string) =>
  JSON.stringify({ data: answer.data, errors: answer.errors }).replaceAll(id, '*');

/** What exists and stays shut is refused in the very words for what does not exist. */
export async function* asIfUnknown(cell: Cell): Differences {
  const { matrix, as, patient, shows } = cell;
  const byPatient = isOpen(cell) ? [] : [{ door: 'Query.patient', argument: 'id', id: patient.id }];
  const log = shows.has('access log')
    ? []
    : [{ door: 'Query.accessLog', argument: 'patientId', id: patient.id }];
  const rows = doors
    .filter(({ by, opens }) => (by === 'row' || by === 'row number') && !shows.has(opens))
    .flatMap(({ door, by }) => {
      const field = `${resultOf(door)}.${by === 'row' ? 'id' : argumentOf(door)}`;
      const sign = matrix.signs.of(patient.situation.name).find((one) => one.field === field);
      return sign ? [{ door, argument: argumentOf(door), id: sign.text }] : [];
    });
  for (const { door, argument, id } of [...byPatient, ...log, ...rows]) {
    const body = door === 'Query.accessLog' ? 'nodes { at }' : 'id';
    const query = `query ($x: ${argument === 'number' ? 'String' : 'ID'}!) { ${door.replace('Query.', '')}(${argument}: $x) { ${body} } }`;
    const [there, nowhere] = [
      await matrix.ask(as, query, { x: id }),
      await matrix.ask(as, query, { x: nobody }),
    ];
    if (without(there, id) !== without(nowhere, nobody))
      yield `${titleOf(cell)}: ${door} tells what exists: ${without(there, id)} / ${without(nowhere, nobody)}`;
  }
}
