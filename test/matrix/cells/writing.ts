import { type Shows, searchShows } from '../answers';
import { viewers } from '../matrix-data';
import type { MatrixPatient } from '../people';
import { mergeAgain, registerAgain } from '../prepare';
import type { RunningMatrix } from '../start-matrix';
import { mayWrite, type Write, writes } from '../writes';
import { type Cell, type Differences, judge, refused, titleOf, viewerOf } from './cell';

/** What a write is about, with what had to be made for it. */
async function aboutPatient(write: Write, { matrix, patient, viewer }: Cell) {
  const place = viewers.indexOf(viewer);
  return write.text
    .replaceAll('{patientId}', patient.id)
    .replaceAll('{number}', patient.number)
    .replaceAll('{name}', patient.name)
    .replaceAll('{source}', `${write.write}-${place}-${patient.situation.name}`)
    .replaceAll('{fresh}', write.fresh ? await makeFresh(matrix, patient, write.fresh) : '');
}

/** A candidate, or a record that was merged, of the institution that treats. */
async function makeFresh(
  matrix: RunningMatrix,
  patient: MatrixPatient,
  fresh: 'candidate' | 'merged',
) {
  const own = viewers.find(({ name, place }) => name === 'CLINICIAN' && place === 'own');
  if (!own) throw new Error('test/matrix/viewers.json names no CLINICIAN');
  const { id, candidate } = await registerAgain(matrix, viewerOf(own), patient);
  if (fresh === 'candidate') return candidate.id;
  await mergeAgain(matrix, viewerOf(own), candidate.id);
  return id;
}

/** What a register of her tells of a patient who was there already. */
const ownData: Shows = new Map([
  ['sex and age', 'SHOWN'],
  ['name', 'SHOWN'],
  ['birth date', 'SHOWN'],
  ['contact', 'MASKED'],
  ['numbers', 'MASKED'],
]);

const signsOf: Readonly<Record<Write['shows'], readonly string[]>> = {
  nothing: [],
  'as found': [],
  'own data': [
    'Patient.id',
    'Patient.name',
    'Patient.birthDate',
    'Patient.phone',
    'Identifier.value',
  ],
};

/** Every write about a patient: done, or refused without a word of her. */
export async function* writing(cell: Cell): Differences {
  for (const write of writes) yield* one(cell, write);
}

async function* one(cell: Cell, write: Write): Differences {
  const { matrix, as, patient, viewer } = cell;
  const answer = await matrix.ask(as, `mutation { d0: ${await aboutPatient(write, cell)} }`);
  if (!mayWrite(write, viewer, patient.situation.name)) {
    const code = write.noPart.includes(viewer.name) ? 'NOT_FOUND' : 'FORBIDDEN';
    yield* refused(cell, answer, ['d0'], [write.write], code);
    return;
  }
  for (const { message } of answer.errors ?? [])
    yield `${titleOf(cell)}: ${write.write}: ${message}`;
  const fields = signsOf[write.shows];
  yield* judge(cell, answer.data, {
    shows: shownBy(write, cell),
    wanted: ({ field }) => fields.includes(field),
  });
}

/** Who decides for an institution has no basis: the persons are shown as a search shows them. */
function shownBy({ shows }: Write, { viewer }: Cell): Shows {
  if (shows === 'nothing') return new Map();
  return shows === 'as found' && viewer.name.startsWith('QUALITY_MANAGER') ? searchShows : ownData;
}
