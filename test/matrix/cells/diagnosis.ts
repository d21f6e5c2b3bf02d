import { shownTo } from '../answers';
import type { MatrixViewer } from '../matrix-data';
import type { RunningMatrix } from '../start-matrix';
import { type Differences, viewerOf } from './cell';
import { compare, isAnswered } from './worklists';

const queryOf = (args: string) => `{ d0: diagnosticRequests(first: 100${args}) {
  nodes { id clinicalQuestion patient { id name birthDate } } pageInfo { hasNextPage endCursor }
} }`;

/** What a centre's reader sees of a request: who the patient is, and the question. */
const shownFields = ['DiagnosticRequest.id', 'DiagnosticRequest.clinicalQuestion'];
const patientFields = ['Patient.id', 'Patient.name', 'Patient.birthDate'];

/** Exams the viewer's institution is asked to diagnose, and those withdrawn: of patients whose record is open. */
export async function* diagnoses(matrix: RunningMatrix, viewer: MatrixViewer): Differences {
  yield* inList(matrix, viewer, '', (diagnosis) => diagnosis === 'open');
  yield* inList(matrix, viewer, ', status: CANCELLED', (diagnosis) => diagnosis !== 'open');
}

async function* inList(
  matrix: RunningMatrix,
  viewer: MatrixViewer,
  args: string,
  isListed: (diagnosis: string) => boolean,
): Differences {
  const answer = await matrix.ask(viewerOf(viewer), queryOf(args));
  if (!(yield* isAnswered(matrix, viewer, 'diagnoses', answer))) return;
  const expected = matrix.patients
    .filter(({ situation: { name, diagnosis } }) => {
      if (viewer.place !== 'own' || diagnosis === null || !isListed(diagnosis)) return false;
      return shownTo(viewer, name).has('sex and age');
    })
    .flatMap(({ situation }) =>
      matrix.signs
        .of(situation.name)
        .filter(({ field }) => [...shownFields, ...patientFields].includes(field))
        .map(({ text }) => text),
    );
  const shown = [...matrix.signs.in(JSON.stringify(answer))].map(({ text }) => text);
  const title = `${viewer.name} (${viewer.place}): diagnosticRequests${args}`;
  yield* compare(title, new Set(shown), new Set(expected));
}
