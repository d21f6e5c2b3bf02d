import { listsRow, shownTo } from '../answers';
import type { MatrixViewer } from '../matrix-data';
import type { MatrixPatient } from '../people';
import type { RunningMatrix } from '../start-matrix';
import { cellOf, type Differences, refused, viewerOf } from './cell';
import { compare, isAnswered } from './worklists';

const door = 'Query.prescriptionsToCheck';

/**
 * Sheets that wait for a pharmacist: to her nothing but what is open to her. Which of it she was handed depends on
 * the numbers she gave before; that none is missing is held by the part's own tests.
 */
export async function* toCheck(matrix: RunningMatrix, viewer: MatrixViewer): Differences {
  const as = viewerOf(viewer);
  const query =
    '{ d0: prescriptionsToCheck(first: 100) { nodes { presented prescription { id number } } pageInfo { hasNextPage } } }';
  const answer = await matrix.ask(as, query);
  if (viewer.place === 'outside') {
    // What an institution outside the community was handed it does not check.
    const [patient] = matrix.patients;
    if (patient) yield* refused(cellOf(matrix, viewer, as, patient), answer, ['d0'], [door]);
    return;
  }
  if (!(yield* isAnswered(matrix, viewer, 'prescriptions to check', answer))) return;
  const shown = new Set([...matrix.signs.in(JSON.stringify(answer))].map(({ text }) => text));
  const title = `${viewer.name} (${viewer.place}): prescriptionsToCheck`;
  const open = expectedOf(matrix, viewer).filter((text) => shown.has(text));
  yield* compare(title, shown, new Set(open));
}

/** The sheets that wait and are open to the viewer: she was handed them, or gave their numbers when she asked for all. */
const expectedOf = (matrix: RunningMatrix, viewer: MatrixViewer): string[] =>
  matrix.patients.flatMap((patient) => {
    const { name } = patient.situation;
    const texts = waitingOf(patient).flatMap(({ id, number }) => [id, number]);
    return matrix.signs
      .of(name)
      .filter(
        ({ row, text }) => texts.includes(text) && listsRow(shownTo(viewer, name), row, viewer),
      )
      .map(({ text }) => text);
  });

/** What `handSheets` left waiting: where she closed her record to who was handed it, nobody rejected anything. */
function waitingOf({ papers, situation: { restriction, sheet } }: MatrixPatient) {
  const issued = papers.prescriptions.filter(({ status }) => status === 'ISSUED');
  if (sheet === null || sheet.includes('day')) return [];
  return restriction === 'closed' ? issued : issued.slice(0, 1);
}
