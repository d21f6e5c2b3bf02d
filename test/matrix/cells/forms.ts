import { type Rewritten, rewrite, type Step } from '../../support/rewrite';
import { searchShows } from '../answers';
import { deniedFields } from '../denied';
import { type Cell, type Differences, titleOf } from './cell';

/** The way to a patient by her name, whom a search shows little of. */
const door: readonly Step[] = [
  { on: 'Query', field: 'patients(search: "$name")' },
  { on: 'PatientConnection', field: 'nodes' },
];

/** Everything a search denies of a patient whose record is shut, in one form of the language. */
export async function* deniedInForm(cell: Cell, form: string): Differences {
  for (const { field, text } of deniedFields(searchShows)) {
    const path = [...door, { on: 'Patient', field: text }].map(({ on, field: of }) => ({
      ...{ on, field: of.replace('$name', cell.patient.name) },
    }));
    yield* ask(cell, rewrite(form, path), `${field} ${form}`);
  }
}

async function* ask(cell: Cell, question: Rewritten, what: string): Differences {
  const { matrix, as } = cell;
  const answer = await matrix.ask(as, question.query, question.variables, question.operationName);
  const codes = new Set((answer.errors ?? []).map(({ extensions }) => extensions.code));
  if ([...codes].join() !== 'FORBIDDEN')
    yield `${titleOf(cell)}: ${what} is answered ${[...codes].join() || 'without a refusal'}`;
  // Her id is what a search shows, and what a refusal names her by.
  const told = [...matrix.signs.in(JSON.stringify(answer))];
  for (const { field } of told.filter((sign) => sign.field !== 'Patient.id'))
    yield `${titleOf(cell)}: ${what} tells ${field}`;
}
