import { shownTo } from '../answers';
import { doors } from '../fields';
import type { MatrixViewer } from '../matrix-data';
import type { RunningMatrix } from '../start-matrix';
import { cellOf, type Differences, refused, titleOf, viewerOf } from './cell';
import { compare, isAnswered } from './worklists';

const fields = ['Consultation.id', 'Consultation.question'];
const below = '{ id question events { step } invitations { status } }';

/** What the viewer's institution is asked about those whose record is open to her; it asked nobody itself. */
export async function* consultations(matrix: RunningMatrix, viewer: MatrixViewer): Differences {
  for (const side of ['SENT', 'RECEIVED']) {
    const query = `{ d0: consultations(side: ${side}) { nodes ${below} pageInfo { hasNextPage endCursor } } }`;
    const answer = await matrix.ask(viewerOf(viewer), query);
    if (!(yield* isAnswered(matrix, viewer, 'consultations', answer))) break;
    const expected = matrix.patients.flatMap(({ situation: { name } }) =>
      side === 'RECEIVED' && isOpen(viewer, name) ? signsOf(matrix, name) : [],
    );
    const shown = [...matrix.signs.in(JSON.stringify(answer))].map(({ text }) => text);
    yield* compare(`${viewer.name} (${viewer.place}): ${side}`, new Set(shown), new Set(expected));
  }
  yield* byId(matrix, viewer);
}

/** Each by its id: shown, or refused like one that is none. */
async function* byId(matrix: RunningMatrix, viewer: MatrixViewer): Differences {
  const as = viewerOf(viewer);
  for (const patient of matrix.patients) {
    const { name } = patient.situation;
    const [id = 'none'] = signsOf(matrix, name);
    if (id === 'none' && name !== 'none') continue;
    const answer = await matrix.ask(as, `{ d0: consultation(id: "${id}") ${below} }`);
    const cell = cellOf(matrix, viewer, as, patient);
    if (id === 'none' || !isOpen(viewer, name)) {
      const told = JSON.parse(JSON.stringify(answer).replaceAll(id, ''));
      yield* refused(cell, told, ['d0'], ['Query.consultation']);
      continue;
    }
    const shown = [...matrix.signs.in(JSON.stringify(answer))].map(({ text }) => text);
    yield* compare(titleOf(cell), new Set(shown), new Set(signsOf(matrix, name)));
  }
}

const asked = doors.find(({ by }) => by === 'consultations');

/** Whether it is open to who treats at the institution that is asked. */
const isOpen = (viewer: MatrixViewer, situation: string) =>
  viewer.place === 'own' &&
  asked?.who?.includes(viewer.name) === true &&
  shownTo(viewer, situation).has('sex and age');

/** The id and the question of what is asked about a patient. */
const signsOf = ({ signs }: RunningMatrix, situation: string) =>
  fields.flatMap((field) =>
    signs
      .of(situation)
      .filter((sign) => sign.field === field)
      .map(({ text }) => text),
  );
