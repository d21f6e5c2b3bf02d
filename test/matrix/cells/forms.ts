import { Kind, parse, print } from 'graphql';
import { type Rewritten, rewrite, type Step } from '../../support/rewrite';
import { searchShows } from '../answers';
import { deniedFields } from '../denied';
import { resultOf } from '../selection';
import { type Cell, type Differences, titleOf } from './cell';

/** The way to a patient by her name, whom a search shows little of. */
const door: readonly Step[] = [
  { on: 'Query', field: 'patients(search: "$name")' },
  { on: 'PatientConnection', field: 'nodes' },
];

/** A selection of a patient as a way through the graph: the first field on each level. */
function stepsOf(text: string): Step[] {
  const steps: Step[] = [];
  let on = 'Patient';
  const [definition] = parse(`{ ${text} }`).definitions;
  let set = definition?.kind === Kind.OPERATION_DEFINITION ? definition.selectionSet : undefined;
  while (set) {
    const [field] = set.selections;
    if (field?.kind !== Kind.FIELD) break;
    const given = field.arguments?.map(print).join(', ');
    steps.push({ on, field: given ? `${field.name.value}(${given})` : field.name.value });
    set = field.selectionSet;
    if (set) on = resultOf(`${on}.${field.name.value}`);
  }
  return steps;
}

/** Everything a search denies of a patient whose record is shut, in one form of the language. */
export async function* deniedInForm(cell: Cell, form: string): Differences {
  for (const { field, text } of deniedFields(searchShows)) {
    const path = [...door, ...stepsOf(text)].map(({ on, field: of }) => ({
      on,
      field: of.replace('$name', cell.patient.name),
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
