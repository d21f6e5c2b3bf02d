import { listsRow, shownTo } from '../answers';
import { institutionAt, type MatrixViewer } from '../matrix-data';
import type { RunningMatrix } from '../start-matrix';
import { cellOf, type Differences, refused, viewerOf } from './cell';
import { compare, isAnswered } from './worklists';

const below = 'id items(first: 100) { nodes { place prescription { id number } } }';

/** The sheets of her institution that were drawn, to a pharmacist who reads them by her own access. */
export async function* prescriptionReviews(
  matrix: RunningMatrix,
  viewer: MatrixViewer,
): Differences {
  const as = viewerOf(viewer);
  const query = `{ d0: prescriptionReviews(first: 1) { nodes { ${below} } pageInfo { hasNextPage } } }`;
  const answer = await matrix.ask(as, query);
  if (yield* isAnswered(matrix, viewer, 'prescription reviews', answer)) {
    const shown = [...matrix.signs.in(JSON.stringify(answer))].map(({ text }) => text);
    const title = `${viewer.name} (${viewer.place}): prescriptionReviews`;
    yield* compare(title, new Set(shown), new Set(expectedOf(matrix, viewer)));
  }
  if (viewer.place === 'own') return;
  // Of another institution it is closed like one that is none.
  const [patient] = matrix.patients;
  if (!patient) return;
  const one = await matrix.ask(
    as,
    `{ d0: prescriptionReview(id: "${matrix.review}") { ${below} } }`,
  );
  const told = JSON.parse(JSON.stringify(one).replaceAll(matrix.review, ''));
  yield* refused(cellOf(matrix, viewer, as, patient), told, ['d0'], ['Query.prescriptionReview']);
}

/** What stands on the sheets that the viewer's institution issued itself. */
const expectedOf = (matrix: RunningMatrix, viewer: MatrixViewer): string[] =>
  viewer.place !== 'own'
    ? []
    : matrix.patients.flatMap(({ papers, situation: { name } }) => {
        const issued = papers.prescriptions.filter(
          ({ institutionId }) => institutionId === institutionAt('own'),
        );
        const texts = new Set(issued.flatMap(({ id, number }) => [id, number]));
        return matrix.signs
          .of(name)
          .filter(
            ({ row, text }) => texts.has(text) && listsRow(shownTo(viewer, name), row, viewer),
          )
          .map(({ text }) => text);
      });
