import { doors } from '../fields';
import { type Cell, type Differences, isOpen, leaksIn, refused, titleOf } from './cell';

const query = `query ($id: ID!, $diagnoses: [CodingInput!]!) {
  d0: referralAdvice(patientId: $id, direction: UP, diagnoses: $diagnoses) {
    matched { id } unmet missing warnings { text } decision
  }
}`;
/** Of a disease whose rules ask for values, for the age, and for what the record says. */
const diagnoses = ['N18', 'I10'].map((code) => ({ system: 'ICD-10', code, display: '诊断' }));

/** What the guideline says, to who treats, of a record that is open; its words are the guideline's, not the record's. */
export async function* advice(cell: Cell): Differences {
  const { matrix, as, patient, viewer } = cell;
  const answer = await matrix.ask(as, query, { id: patient.id, diagnoses });
  const treats = doors.find(({ by }) => by === 'advice')?.who?.includes(viewer.name);
  if (!treats || !isOpen(cell)) {
    yield* refused(cell, answer, ['d0'], ['Query.referralAdvice']);
    return;
  }
  for (const { message } of answer.errors ?? [])
    yield `${titleOf(cell)}: referralAdvice: ${message}`;
  if (answer.data?.d0 == null) yield `${titleOf(cell)}: referralAdvice says nothing`;
  yield* leaksIn(cell, JSON.stringify(answer.data ?? null));
}
