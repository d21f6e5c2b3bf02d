import type { Answer } from '../../support/client';
import { listsRow, shownTo } from '../answers';
import { ninetyDays } from '../clock';
import { type Door, doors } from '../fields';
import { institutionAt, type MatrixViewer, situationsOf } from '../matrix-data';
import type { RunningMatrix } from '../start-matrix';
import { type Differences, refused, viewerOf } from './cell';

/** Whether a list of patients answers a viewer; who it does not answer must be refused. */
export function* isAnswered(
  matrix: RunningMatrix,
  viewer: MatrixViewer,
  by: Door['by'],
  answer: Answer,
): Generator<string, boolean> {
  const found = doors.find((one) => one.by === by);
  if (found?.who?.includes(viewer.name)) return true;
  const [patient] = matrix.patients;
  if (!patient) return false;
  const cell = { matrix, viewer, as: viewerOf(viewer), patient, shows: new Map() };
  yield* refused(cell, answer, ['d0'], [found?.door ?? by]);
  return false;
}

/** What a list shows against what it should, by the ids of its rows. */
export function* compare(
  title: string,
  shown: ReadonlySet<string>,
  expected: ReadonlySet<string>,
): Generator<string> {
  for (const one of shown) if (!expected.has(one)) yield `${title}: shows ${one}`;
  for (const one of expected) if (!shown.has(one)) yield `${title}: lacks ${one}`;
}

const titleOf = ({ name, place }: MatrixViewer, list: string) => `${name} (${place}): ${list}`;

/** The worklist of the viewer's institution: its slips that count, of patients whose record is open. */
export async function* worklist(matrix: RunningMatrix, viewer: MatrixViewer): Differences {
  const query = '{ d0: referrals(first: 100) { nodes { id } pageInfo { hasNextPage endCursor } } }';
  const answer = await matrix.ask(viewerOf(viewer), query);
  if (!(yield* isAnswered(matrix, viewer, 'worklist', answer))) return;
  const slips = [...matrix.signs.in(JSON.stringify(answer))].filter(
    ({ field }) => field === 'Referral.id',
  );
  const shown = new Set(slips.map(({ text }) => text));
  yield* compare(titleOf(viewer, 'referrals'), shown, new Set(slipsOf(matrix, viewer)));
}

/** The slips of the residents whom a team of the viewer's institution has signed, whoever holds them. */
export async function* teamWorklist(matrix: RunningMatrix, viewer: MatrixViewer): Differences {
  const teamId = `team-${institutionAt(viewer.place).replace('township-', '')}-1`;
  const query = `{ d0: teamReferrals(teamId: "${teamId}", first: 100) { nodes { id } pageInfo { hasNextPage endCursor } } }`;
  const answer = await matrix.ask(viewerOf(viewer), query);
  if (!(yield* isAnswered(matrix, viewer, 'team worklist', answer))) return;
  const told = [...matrix.signs.in(JSON.stringify(answer))];
  const shown = told.filter(({ field }) => field === 'Referral.id').map(({ text }) => text);
  const expected = matrix.patients
    .filter(({ situation }) => isSigned(matrix, viewer, situation.name))
    .flatMap((patient) => slipsShown(matrix, viewer, patient))
    .filter(({ events }) => events.some(({ status }) => status === 'SUBMITTED'))
    .map(({ id }) => id);
  yield* compare(titleOf(viewer, 'teamReferrals'), new Set(shown), new Set(expected));
}

function slipsOf(matrix: RunningMatrix, viewer: MatrixViewer): string[] {
  const own = institutionAt(viewer.place);
  const counts = new Set(situationsOf(viewer).map(({ name }) => name));
  return matrix.patients
    .filter(({ situation }) => counts.has(situation.name))
    .flatMap((patient) => slipsShown(matrix, viewer, patient))
    .filter(({ fromId, toId }) => [fromId, toId].includes(own))
    .map(({ id }) => id);
}

/** Slips of a patient that are a basis still, as far as her record is open to the viewer. */
function slipsShown(
  { signs }: RunningMatrix,
  viewer: MatrixViewer,
  { papers, situation }: RunningMatrix['patients'][number],
) {
  const shows = shownTo(viewer, situation.name);
  return papers.referrals.filter(({ id, events }) => {
    const ended = events.find(({ status }) => status === 'COMPLETED')?.at;
    const sign = signs.of(situation.name).find(({ text }) => text === id);
    const current = !ended || ended >= ninetyDays('first moment of day 90');
    return sign !== undefined && current && listsRow(shows, sign.row, viewer);
  });
}

/** Follow-ups that are due of residents under contract with the viewer's institution, whose record is open. */
export async function* overdue(matrix: RunningMatrix, viewer: MatrixViewer): Differences {
  const query =
    '{ d0: overdueFollowUps(first: 100) { nodes { membership { id } patient { id name } } pageInfo { hasNextPage } } }';
  const answer = await matrix.ask(viewerOf(viewer), query);
  if (!(yield* isAnswered(matrix, viewer, 'overdue', answer))) return;
  const told = [...matrix.signs.in(JSON.stringify(answer))];
  const shown = told.filter(({ field }) => field === 'RegisterMembership.id');
  const expected = matrix.patients
    .filter(({ situation }) => isSigned(matrix, viewer, situation.name))
    .flatMap(({ situation }) => dueOf(matrix, viewer, situation.name));
  const ids = new Set(shown.map(({ text }) => text));
  yield* compare(titleOf(viewer, 'overdueFollowUps'), ids, new Set(expected));
  const patients = new Set(shown.map(({ row }) => row.patient));
  for (const { row } of told)
    if (!patients.has(row.patient))
      yield `${titleOf(viewer, 'overdueFollowUps')}: names ${row.patient}`;
}

/** Whether a contract in force is the viewer's institution's. */
export const isSigned = ({ signs }: RunningMatrix, { place }: MatrixViewer, situation: string) =>
  signs
    .of(situation)
    .some(
      ({ field, row }) =>
        field === 'FamilyDoctorContract.id' &&
        row.group === 'contract' &&
        row.holders.includes(institutionAt(place)),
    );

/** Memberships that are open to the viewer; who has left a register has nothing due. */
function dueOf({ signs }: RunningMatrix, viewer: MatrixViewer, situation: string): string[] {
  const shows = shownTo(viewer, situation);
  const left = signs.of(situation).find(({ field }) => field === 'RegisterMembership.leaveReason');
  return signs
    .of(situation)
    .filter(({ field, row }) => field === 'RegisterMembership.id' && row !== left?.row)
    .filter(({ row }) => listsRow(shows, row, viewer))
    .map(({ text }) => text);
}
