import { listsRow } from '../answers';
import { doors } from '../fields';
import { items } from '../rows';
import { type Cell, type Differences, isOpen, leaksIn, refused, titleOf } from './cell';

const asked = [items.plain, items.sensitive, 'CT-CHEST'];
const query = `query ($id: ID!, $items: [ID!]!) { d0: orderCheck(patientId: $id, itemCodes: $items) {
  item { code }
  alternatives {
    ageDays recognition { status }
    observation { id value referenceRange report { id effectiveAt conclusion } }
    examReport { id bodySite findings conclusion accessionNumber studyInstanceUid }
  }
} }`;

interface Line {
  readonly item: { readonly code: string };
  readonly alternatives: readonly unknown[];
}

/**
 * What exists for an order: to who may order, of a record that is open, as its lists show it. It
 * shows the best alone, so that of each item something is wanted, not all.
 */
export async function* orderCheck(cell: Cell): Differences {
  const { matrix, as, patient, viewer } = cell;
  const answer = await matrix.ask(as, query, { id: patient.id, items: asked });
  const orders = doors.find(({ by }) => by === 'order check')?.who?.includes(viewer.name);
  if (!orders || !isOpen(cell)) {
    yield* refused(cell, answer, ['d0'], ['Query.orderCheck']);
    return;
  }
  for (const { message } of answer.errors ?? []) yield `${titleOf(cell)}: orderCheck: ${message}`;
  yield* leaksIn(cell, JSON.stringify(answer.data ?? null));
  const lines = (answer.data?.d0 ?? []) as readonly Line[];
  const shown = lines.filter(({ alternatives }) => alternatives.length > 0);
  const codes = shown.map(({ item }) => item.code);
  const expected = asked.filter((code) => hasShown(cell, code));
  if (codes.join() !== expected.join())
    yield `${titleOf(cell)}: orderCheck offers ${codes.join()}, not ${expected.join()}`;
}

/** Whether a row that holds such a result is shown to the viewer. */
function hasShown({ matrix, patient, shows, viewer }: Cell, code: string): boolean {
  const hidesSensitive = shows.get('results') === 'NOT_SENSITIVE';
  if (code === items.sensitive && hidesSensitive) return false;
  const wanted = code === 'CT-CHEST' ? 'ExamReport.bodySite' : 'Observation.value';
  return matrix.signs
    .of(patient.situation.name)
    .some(
      ({ field, row, sensitive }) =>
        field === wanted &&
        listsRow(shows, row, viewer) &&
        (wanted !== 'Observation.value' || sensitive === (code === items.sensitive)),
    );
}
