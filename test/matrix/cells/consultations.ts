import type { Answer } from '../../support/client';
import { shownTo } from '../answers';
import { doors } from '../fields';
import type { MatrixViewer } from '../matrix-data';
import type { MatrixPatient } from '../people';
import type { Sign } from '../signs';
import type { RunningMatrix } from '../start-matrix';
import { type Cell, cellOf, type Differences, refused, titleOf, viewerOf } from './cell';
import { compare, isAnswered } from './worklists';

const fields = ['Consultation.id', 'Consultation.question'];
const below = '{ id question events { step } invitations { status } }';

/** What the viewer's institution is asked about those whose record is open to her; it asked nobody itself. */
export async function* consultations(matrix: RunningMatrix, viewer: MatrixViewer): Differences {
  const as = viewerOf(viewer);
  for (const side of ['SENT', 'RECEIVED']) {
    const query = `{ d0: consultations(side: ${side}, first: 100) { nodes ${below} pageInfo { hasNextPage endCursor } } }`;
    const answer = await matrix.ask(as, query);
    if (!(yield* isAnswered(matrix, viewer, 'consultations', answer))) break;
    const expected = matrix.patients.flatMap((patient) =>
      side === 'RECEIVED' ? signsOf(matrix, patient).filter(isShown(viewer)) : [],
    );
    yield* compareSigns(matrix, `${viewer.name} (${viewer.place}): ${side}`, answer, expected);
  }
  for (const patient of matrix.patients) {
    const cell = cellOf(matrix, viewer, as, patient);
    for (const asked of signsOf(matrix, patient).filter(({ field }) => field === 'Consultation.id'))
      yield* byId(
        cell,
        asked.text,
        signsOf(matrix, patient).filter(({ row }) => row === asked.row),
      );
    if (patient.situation.name === 'none') yield* byId(cell, 'none', []);
  }
}

/** One by its id: shown, or refused like one that is none. */
async function* byId(cell: Cell, id: string, signs: readonly Sign[]): Differences {
  const { as, matrix, viewer } = cell;
  const answer = await matrix.ask(as, `{ d0: consultation(id: "${id}") ${below} }`);
  const shown = signs.filter(isShown(viewer));
  if (shown.length > 0) yield* compareSigns(matrix, titleOf(cell), answer, shown);
  else {
    const told = JSON.parse(JSON.stringify(answer).replaceAll(id, ''));
    yield* refused(cell, told, ['d0'], ['Query.consultation']);
  }
}

function* compareSigns(
  { signs }: RunningMatrix,
  title: string,
  answer: Answer,
  expected: readonly Sign[],
): Generator<string> {
  const texts = (of: Iterable<Sign>) => new Set([...of].map(({ text }) => text));
  yield* compare(title, texts(signs.in(JSON.stringify(answer))), texts(expected));
}

const asked = doors.find(({ by }) => by === 'consultations');

/** Whether what is asked is open to who treats at the institution that is asked. */
const isShown =
  (viewer: MatrixViewer) =>
  ({ row }: Sign) => {
    if (viewer.place !== 'own' || !asked?.who?.includes(viewer.name)) return false;
    const shows = shownTo(viewer, row.patient);
    return shows.has('sex and age') && !(row.sensitive && shows.get('slips') === 'NOT_SENSITIVE');
  };

/** The ids and the questions of what is asked about a patient. */
const signsOf = ({ signs }: RunningMatrix, { situation }: MatrixPatient) =>
  signs.of(situation.name).filter(({ field }) => fields.includes(field));
