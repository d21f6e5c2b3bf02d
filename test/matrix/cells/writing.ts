import type { Answer } from '../../support/client';
import { type Shows, searchShows, shownTo, showsSign } from '../answers';
import { days } from '../clock';
import { groupOf } from '../fields';
import {
  breakGlassOf,
  enrolIn,
  mergeAgain,
  registerAgain,
  requestDiagnosisOf,
  restrictTo,
  sendOn,
} from '../make';
import { acknowledgeCriticalOf, criticalIdOf, raiseCriticalOf } from '../make-critical';
import { approveFor, prescribeFor } from '../make-sheets';
import { type MatrixViewer, type Place, viewers } from '../matrix-data';
import type { MatrixPatient } from '../people';
import type { RunningMatrix } from '../start-matrix';
import { type Fresh, outcomeOf, type Write, writes } from '../writes';
import { type Cell, type Differences, isOpen, judge, refused, titleOf, viewerOf } from './cell';

/** Teams and registers by the institution of who writes: each its own. */
const teams: Partial<Record<Place, string>> = {
  own: 'team-xiling-1',
  contract: 'team-dongpu-1',
  elsewhere: 'team-shahe-1',
};
const registers: Partial<Record<Place, string>> = { own: 'REHABILITATION' };

/** What a write is about, with what had to be made for it. */
async function valuesOf(write: Write, { matrix, patient, viewer }: Cell) {
  const { name } = patient.situation;
  const contract = matrix.signs
    .of(name)
    .find(({ field, row }) => field === 'FamilyDoctorContract.id' && row.group === 'contract');
  return {
    patientId: patient.id,
    ...{ number: patient.number, name: patient.name, today: days(0) },
    source: `${write.write}-${viewers.indexOf(viewer)}-${name}`,
    fresh: write.fresh ? await makeFresh(matrix, patient, write.fresh) : '',
    contractId: contract?.text ?? '',
    membershipId: matrix.memberships.get(name) ?? '',
    noticeId: matrix.notices.get(patient.id) ?? '',
    teamId: teams[viewer.place] ?? 'team-county-1',
    register: registers[viewer.place] ?? 'POST_OPERATIVE',
  };
}

/** What a call uses up: made by people who may, at institutions that may. */
async function makeFresh(matrix: RunningMatrix, patient: MatrixPatient, fresh: Fresh) {
  const found = viewers.find(({ name, place }) => name === 'CLINICIAN' && place === 'own');
  if (!found) throw new Error('test/matrix/viewers.json names no CLINICIAN');
  const own = viewerOf(found);
  if (fresh === 'glass')
    return (await breakGlassOf(matrix, { ...own, subject: 'a colleague' }, patient)).id;
  if (fresh === 'diagnosis') return (await requestDiagnosisOf(matrix, patient)).id;
  if (fresh === 'sheet') return (await prescribeFor(matrix, patient)).id;
  if (fresh === 'approved sheet') return (await approveFor(matrix, patient)).id;
  if (fresh === 'approved pieces') return (await approveFor(matrix, patient, 'TCM')).id;
  if (fresh === 'slip') return (await sendOn(matrix, patient)).id;
  if (fresh === 'restriction') return (await restrictTo(matrix, patient, 'lab-center')).id;
  if (fresh === 'membership')
    return (await enrolIn(matrix, patient, 'DISABILITY', { since: days(0) })).id;
  if (fresh === 'critical' || fresh === 'acknowledged') {
    const critical = await criticalIdOf(matrix, await raiseCriticalOf(matrix, patient));
    if (fresh === 'acknowledged') await acknowledgeCriticalOf(matrix, critical);
    return critical;
  }
  const { id, candidate } = await registerAgain(matrix, own, patient);
  if (fresh === 'candidate') return candidate.id;
  await mergeAgain(matrix, own, candidate.id);
  return id;
}

/** What a register of her tells of a patient who was there already. */
const registered: Shows = new Map([
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
  const { query, variables } = write.question;
  const values = variables(await valuesOf(write, cell));
  const answer = await matrix.ask(as, query, values);
  const code = outcomeOf(write, viewer, patient.situation.name);
  if (code !== 'DONE') {
    yield* refused(
      cell,
      withoutAsked(answer, write.text + Object.values(values).join(' ')),
      ['d0'],
      [write.write],
      {
        code,
        // What is in the way is told to who may open the record, by now at least by own data.
        mayTell: (sign) =>
          [cell.shows, ownData(viewer)].some((shows) =>
            showsSign(shows, sign, groupOf(sign.field), viewer),
          ),
      },
    );
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

/** What earlier writes of the same institution have opened. */
const ownData = (viewer: MatrixViewer): Shows =>
  viewer.place === 'own' ? shownTo(viewer, 'own-data') : new Map();

/** A refusal may repeat the ids it was given. */
function withoutAsked(answer: Answer, text: string): Answer {
  const ids = text.match(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g) ?? [];
  return JSON.parse(ids.reduce((told, id) => told.replaceAll(id, ''), JSON.stringify(answer)));
}

/** Who decides for an institution has no basis: the persons are shown as a search shows them. */
function shownBy({ shows }: Write, cell: Cell): Shows {
  const { viewer } = cell;
  if (shows === 'nothing') return new Map();
  if (shows === 'as found' && isOpen(cell)) return cell.shows;
  return shows === 'as found' && viewer.roles.includes('QUALITY_MANAGER')
    ? searchShows
    : registered;
}
