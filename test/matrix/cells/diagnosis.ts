import type { Answer } from '../../support/client';
import { shownTo } from '../answers';
import type { MatrixViewer } from '../matrix-data';
import type { RunningMatrix } from '../start-matrix';
import { type Differences, viewerOf } from './cell';
import { compare, isAnswered } from './worklists';

const queryOf = (args: string) => `{ d0: diagnosticRequests(first: 100${args}) {
  nodes { id clinicalQuestion patient { id name birthDate } } pageInfo { hasNextPage endCursor }
} }`;

const readingsQuery = `{ d0: secondReadings(first: 100) {
  nodes { id request { id clinicalQuestion patient { id name birthDate } } }
  pageInfo { hasNextPage endCursor }
} }`;

/** What a centre's reader sees of a request: who the patient is, and the question. */
const shownFields = ['DiagnosticRequest.id', 'DiagnosticRequest.clinicalQuestion'];
const patientFields = ['Patient.id', 'Patient.name', 'Patient.birthDate'];

/** Exams the viewer's institution is asked to diagnose, and those withdrawn: of patients whose record is open. */
export async function* diagnoses(matrix: RunningMatrix, viewer: MatrixViewer): Differences {
  yield* inList(matrix, viewer, '', (diagnosis) => diagnosis === 'open');
  yield* inList(matrix, viewer, ', status: CANCELLED', (diagnosis) => diagnosis.includes('day'));
}

/** Exams the viewer's institution is asked to read again. */
export async function* readings(matrix: RunningMatrix, viewer: MatrixViewer): Differences {
  const answer = await matrix.ask(viewerOf(viewer), readingsQuery);
  if (!(yield* isAnswered(matrix, viewer, 'second readings', answer))) return;
  const fields = ['SecondReading.id', ...shownFields, ...patientFields];
  yield* compareSigns(matrix, viewer, answer, {
    list: 'secondReadings',
    fields,
    isListed: (diagnosis) => diagnosis === 'second reading',
  });
}

async function* inList(
  matrix: RunningMatrix,
  viewer: MatrixViewer,
  args: string,
  isListed: (diagnosis: string) => boolean,
): Differences {
  const answer = await matrix.ask(viewerOf(viewer), queryOf(args));
  if (!(yield* isAnswered(matrix, viewer, 'diagnoses', answer))) return;
  const fields = [...shownFields, ...patientFields];
  yield* compareSigns(matrix, viewer, answer, {
    list: `diagnosticRequests${args}`,
    fields,
    isListed,
  });
}

interface Listing {
  readonly list: string;
  /** Which of a patient's signs it should show. */
  readonly fields: readonly string[];
  isListed(diagnosis: string): boolean;
}

/** A list of exams shows those of patients whose record is open to the viewer, and no other. */
function* compareSigns(
  matrix: RunningMatrix,
  viewer: MatrixViewer,
  answer: Answer,
  { list, fields, isListed }: Listing,
): Generator<string> {
  const expected = matrix.patients
    .filter(({ situation: { name, diagnosis } }) => {
      if (viewer.place !== 'own' || diagnosis === null || !isListed(diagnosis)) return false;
      return shownTo(viewer, name).has('sex and age');
    })
    .flatMap(({ situation }) =>
      matrix.signs
        .of(situation.name)
        .filter(({ field }) => fields.includes(field))
        .map(({ text }) => text),
    );
  const shown = [...matrix.signs.in(JSON.stringify(answer))].map(({ text }) => text);
  const title = `${viewer.name} (${viewer.place}): ${list}`;
  yield* compare(title, new Set(shown), new Set(expected));
}
