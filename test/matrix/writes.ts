import { join } from 'node:path';
import { type Entry, readDataFile } from '@lianyi/shared/config/data-file';
import { testFolder } from '../support/folder';
import type { MatrixViewer } from './matrix-data';
import { type WriteQuestion, writeQuestion } from './write-question';

const { body } = readDataFile(join(testFolder, 'matrix/writes.json'));

const freshKinds = [
  'candidate',
  'merged',
  'membership',
  'restriction',
  'glass',
  'critical',
  'acknowledged',
  'diagnosis',
  'slip',
  'sheet',
  'approved sheet',
  'approved pieces',
] as const;
export type Fresh = (typeof freshKinds)[number];

const codes = ['NOT_FOUND', 'CONFLICT', 'INVALID_INPUT'] as const;
export type WriteOutcome = 'DONE' | 'FORBIDDEN' | (typeof codes)[number];

/** A mutation about a patient, and who may call it. */
export interface Write {
  /** `Mutation.field`. */
  readonly write: string;
  readonly members: readonly string[];
  /** Besides, about a patient who is treated at their institution. */
  readonly withCare: readonly string[];
  /** Besides, about a patient for whom they broke the glass. */
  readonly withGlass: readonly string[];
  /** Outside the community, about a patient whom a live referral opens. */
  readonly outsiders: readonly string[];
  /** Who is refused otherwise than with FORBIDDEN. */
  readonly refusedAs: ReadonlyMap<WriteOutcome, readonly string[]>;
  /** What is made for each call, as the call uses it up: `{fresh}`. */
  readonly fresh: Fresh | null;
  /** With `{patientId}`, `{number}`, `{name}`, `{source}` and more for what it is about. */
  readonly text: string;
  readonly question: WriteQuestion;
  /** What of her its answer shows: nothing, what own data does, or what a search does. */
  readonly shows: 'nothing' | 'own data' | 'as found';
}

const textsOf = (entry: Entry, field: string) => (entry.has(field) ? entry.texts(field) : []);

export const writes: readonly Write[] = body.entries('writes', 'write').map((entry) => ({
  write: entry.text('write'),
  members: entry.texts('members'),
  withCare: textsOf(entry, 'withCare'),
  withGlass: textsOf(entry, 'withGlass'),
  outsiders: entry.texts('outsiders'),
  refusedAs: new Map(
    codes.map((code) => [
      code,
      entry.has('refusedAs') ? textsOf(entry.object('refusedAs'), code) : [],
    ]),
  ),
  fresh: entry.has('fresh') ? entry.oneOf('fresh', freshKinds) : null,
  text: entry.text('text'),
  question: writeQuestion(entry.text('text')),
  shows: entry.oneOf('shows', ['nothing', 'own data', 'as found']),
}));

/** What becomes of a write; outside, only a live referral lets anybody write. */
export function outcomeOf(
  { members, withCare, withGlass, outsiders, refusedAs }: Write,
  { name, place }: MatrixViewer,
  situation: string,
): WriteOutcome {
  if (place === 'outside') {
    const opened = outsiders.includes(name) && situation === 'outside-referral';
    // What comes of it does not depend on who does it, there.
    return opened ? (codes.find((code) => refusedAs.get(code)?.length) ?? 'DONE') : 'FORBIDDEN';
  }
  if (members.includes(name)) return 'DONE';
  const besides = { 'encounter-open': withCare, 'glass-active': withGlass }[situation] ?? [];
  if (besides.includes(name) && place === 'own') return 'DONE';
  return codes.find((code) => refusedAs.get(code)?.includes(name)) ?? 'FORBIDDEN';
}
