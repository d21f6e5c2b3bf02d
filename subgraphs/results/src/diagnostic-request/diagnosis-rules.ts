import { join } from 'node:path';
import { type Entry, readDataFile } from '@lianyi/shared/config/data-file';
import { startOfShanghaiDayBefore } from '@lianyi/shared/time/shanghai-day';
import { dataFolder } from '../catalogue/catalogue';
import { type ItemCategory, itemCategories } from '../catalogue/item';
import { type DiagnosisKind, diagnosisKinds, type Urgency, urgencies } from './diagnosis-words';

/** How exams of one member are diagnosed by another; a county edits the file. */
export interface DiagnosisRules {
  /** Which centre an item of this category is for. */
  kindOf(category: ItemCategory): DiagnosisKind;
  /** When the report is due. */
  dueAt(kind: DiagnosisKind, urgency: Urgency, requestedAt: Date): Date;
  /** Until when a claim holds that begins now. */
  claimedUntil(now: Date): Date;
  /** A request that ended before this moment opens its patient's record no longer. */
  endedSince(now: Date): Date;
}

const standardFile = join(dataFolder, 'diagnosis.json');
const minute = 60_000;

/** Throws DataFileError: every category belongs to one kind, every kind has a time for each urgency. */
export function readDiagnosisRules(path: string = standardFile): DiagnosisRules {
  const { body } = readDataFile(path);
  const claim = minutesOf(body, 'claimMinutes');
  const days = body.number('basisDaysAfterEnd');
  if (!Number.isInteger(days) || days < 0)
    throw body.fail('basisDaysAfterEnd must be a whole number of days, 0 or more');
  const entries = body.entries('kinds', 'kind');
  const due = new Map(
    entries.map((entry) => [entry.oneOf('kind', diagnosisKinds), timesOf(entry)]),
  );
  const kinds = new Map(entries.flatMap(categoriesOf));
  const kindOf = (category: ItemCategory) => found(body, kinds, category);
  const timesFor = (kind: DiagnosisKind) => found(body, due, kind);
  for (const category of itemCategories) kindOf(category);
  for (const kind of diagnosisKinds) timesFor(kind);
  if (kinds.size < entries.flatMap((entry) => entry.texts('categories')).length)
    throw body.fail('a category belongs to one kind');
  return {
    kindOf,
    dueAt: (kind, urgency, requestedAt) => later(requestedAt, timesFor(kind)[urgency]),
    claimedUntil: (now) => later(now, claim),
    endedSince: (now) => startOfShanghaiDayBefore(now, days),
  };
}

export const later = (instant: Date, minutes: number) =>
  new Date(instant.getTime() + minutes * minute);

function found<Key extends string, Value>(
  body: Entry,
  known: ReadonlyMap<Key, Value>,
  key: Key,
): Value {
  const value = known.get(key);
  if (value === undefined) throw body.fail(`kinds must say what holds for ${key}`);
  return value;
}

function categoriesOf(entry: Entry): [ItemCategory, DiagnosisKind][] {
  const kind = entry.oneOf('kind', diagnosisKinds);
  return entry.texts('categories').map((name) => {
    const category = itemCategories.find((one) => one === name);
    if (category === undefined) throw entry.fail(`${name} is not a category of items`);
    return [category, kind];
  });
}

/** Minutes until something is due, by urgency; what is more urgent is due first. */
export function timesOf(entry: Entry): Record<Urgency, number> {
  const times = entry.object('dueMinutes');
  const of = (urgency: Urgency) => minutesOf(times, urgency);
  const [emergency, urgent, routine] = [of('EMERGENCY'), of('URGENT'), of('ROUTINE')];
  if (emergency > urgent || urgent > routine)
    throw times.fail(`what is more urgent is due first: ${urgencies.join(', ')}`);
  return { EMERGENCY: emergency, URGENT: urgent, ROUTINE: routine };
}

function minutesOf(entry: Entry, field: string): number {
  const minutes = entry.number(field);
  if (!Number.isInteger(minutes) || minutes < 1)
    throw entry.fail(`${field} must be a whole number of minutes, at least 1`);
  return minutes;
}
