import { join } from 'node:path';
import { type Entry, readDataFile } from '@lianyi/shared/config/data-file';
import { testFolder } from '../support/folder';
import { groups } from './fields';
import { institutionAt, type MatrixViewer, situations } from './matrix-data';
import type { RowFacts, Sign } from './signs';

const { body } = readDataFile(join(testFolder, 'matrix/answers.json'));

/** ALL, OWN, NOT_SENSITIVE: which rows; SHOWN, MASKED, HIDDEN: how much of a value. */
const outcomes = ['ALL', 'OWN', 'NOT_SENSITIVE', 'SHOWN', 'MASKED', 'HIDDEN'] as const;
export type Outcome = (typeof outcomes)[number];

/** What a viewer sees of a patient, by group of fields; what is absent is refused. */
export type Shows = ReadonlyMap<string, Outcome>;

const readShows = (entry: Entry): Shows =>
  new Map(
    groups.flatMap(({ group }) =>
      entry.has(group) ? [[group, entry.oneOf(group, outcomes)] as const] : [],
    ),
  );

const sets = body.object('sets');
const isSituation = (name: string) => situations.some((one) => one.name === name);

interface AnswerRow {
  readonly who: readonly string[];
  readonly when: readonly string[];
  readonly shows: Shows;
}

const rows: readonly AnswerRow[] = body.entries('rows', 'source').map((entry) => ({
  who: entry.texts('who'),
  when: entry.texts('when').flatMap((name) => (sets.has(name) ? sets.texts(name) : [name])),
  shows: readShows(entry.object('shows')),
}));

/** The one row of the table that speaks of a viewer in a situation; throws where there is none or two. */
export function shownTo({ name }: Pick<MatrixViewer, 'name'>, situation: string): Shows {
  const of = rows.filter(({ who }) => who.includes(name));
  const named = of.filter(({ when }) =>
    when.some((one) => one === situation || one === 'every situation'),
  );
  const found =
    named.length > 0 ? named : of.filter(({ when }) => when.includes('every other situation'));
  const [row, second] = found;
  if (!row || second)
    throw new Error(
      `test/matrix/answers.json has ${found.length} rows for ${name} in ${situation}; it needs one`,
    );
  return row.shows;
}

/** Names in the table that are neither a viewer's nor a situation's. */
export const strangersIn = (viewers: readonly string[]) =>
  rows.flatMap(({ who, when }) => [
    ...who.filter((name) => !viewers.includes(name)),
    ...when.filter((name) => !isSituation(name) && !name.startsWith('every ')),
  ]);

const search = body.object('search');
/** What a search shows of a patient to whom nothing opens her record. */
export const searchShows = readShows(search.object('shows'));
export const maySearch = ({ name }: MatrixViewer) => search.texts('who').includes(name);

const glass = body.object('breakGlass');
/** Whether a refusal tells that the glass may be broken. */
export const offersGlass = ({ name, place }: MatrixViewer) =>
  place !== 'outside' && glass.texts('offeredTo').includes(name);

/** Whether a list of a patient shows a row to a viewer. */
export function listsRow(shows: Shows, row: RowFacts, viewer: MatrixViewer): boolean {
  const own = institutionAt(viewer.place);
  if (row.past || (row.draftOf !== undefined && row.draftOf !== own)) return false;
  const outcome = shows.get(row.group);
  if (outcome === 'NOT_SENSITIVE') return row.sensitive !== true;
  return outcome === 'OWN' ? row.holders.includes(own) : outcome !== undefined;
}

/** A report sent along is shown with its slip to who reads no results. */
const followsSlip = (shows: Shows, { group, sentWith }: RowFacts) =>
  shows.has(group) ? undefined : sentWith;

/** Whether a viewer sees a row, in its list or with the slip it was sent along with. */
export const showsRow = (shows: Shows, row: RowFacts, viewer: MatrixViewer): boolean =>
  listsRow(shows, followsSlip(shows, row) ?? row, viewer);

function outcomeOf(shows: Shows, { row }: Sign, group: string | undefined): Outcome | undefined {
  if (group === undefined) return 'SHOWN';
  if (!followsSlip(shows, row)) return shows.get(group);
  return shows.get(group === row.group ? 'slips' : 'slip text');
}

/** Whether a viewer sees a value: its row, and in it the value, whole or masked. */
export function showsSign(
  shows: Shows,
  sign: Sign,
  group: string | undefined,
  viewer: MatrixViewer,
): boolean {
  if (!showsRow(shows, sign.row, viewer)) return false;
  if (sign.sensitive && shows.get(sign.row.group) === 'NOT_SENSITIVE') return false;
  const outcome = outcomeOf(shows, sign, group);
  if (outcome === undefined || outcome === 'HIDDEN') return false;
  return outcome === 'MASKED' ? sign.masked : !sign.masked;
}
