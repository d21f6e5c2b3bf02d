import { resolve } from 'node:path';
import { type Entry, readDataFile } from '@lianyi/shared/config/data-file';
import type { Comparison } from './profile';

/** The fields that are compared, each with the levels on which two values can meet. */
const levels = {
  name: ['SAME', 'HOMOPHONE', 'LATIN', 'ONE_CHARACTER', 'NEWBORN', 'DIFFERENT'],
  birthDate: ['SAME', 'SWAPPED', 'ONE_DIGIT', 'DISAGREE'],
  gender: ['SAME', 'DISAGREE'],
  phone: ['SAME', 'ONE_DIGIT', 'DISAGREE'],
  address: ['SAME', 'VILLAGE', 'NEIGHBOUR', 'TOWNSHIP', 'DISAGREE'],
  residentId: ['SAME', 'DISAGREE'],
  number: ['SAME', 'ONE_DIGIT', 'DISAGREE'],
} as const satisfies { [Field in keyof Comparison]: readonly NonNullable<Comparison[Field]>[] };

export type MatchField = keyof Comparison;
export const matchFields = Object.keys(levels) as readonly MatchField[];

/** Where these levels meet, the score is no higher. */
export interface ScoreCap {
  readonly mostScore: number;
  readonly when: readonly { readonly field: MatchField; readonly levels: readonly string[] }[];
}

/** How records are matched; a county edits the file. What may never link is not in it. */
export interface MatchingRules {
  /** How likely any two records are one person's. */
  readonly prior: number;
  readonly linkFrom: number;
  readonly candidateFrom: number;
  /** The score of one number under two names that speak against each other. */
  readonly sameNumber: number;
  readonly candidatesAtMost: number;
  readonly rowsPerBlock: number;
  /** Phone and address together say one household, so together no more bits than this. */
  readonly householdAtMost: number;
  /** Bits that a level of a field speaks for one person, or against. */
  weight(field: MatchField, level: string): number;
  readonly caps: readonly ScoreCap[];
}

const standardFile = resolve(__dirname, '../../data/matching.json');

/** Throws DataFileError with the first fault. */
export function readMatchingRules(path: string = standardFile): MatchingRules {
  const { body } = readDataFile(path);
  const fields = body.object('fields');
  const weights = new Map<string, number>();
  for (const field of matchFields)
    for (const level of levels[field]) {
      const entry = fields.object(field).object(level);
      weights.set(`${field} ${level}`, Math.log2(share(entry, 'm') / share(entry, 'u')));
    }
  return {
    prior: share(body, 'prior'),
    linkFrom: share(body, 'linkFrom'),
    candidateFrom: share(body, 'candidateFrom'),
    sameNumber: share(body, 'sameNumber'),
    candidatesAtMost: count(body, 'candidatesAtMost'),
    rowsPerBlock: count(body, 'rowsPerBlock'),
    householdAtMost: body.number('householdAtMost'),
    weight: (field, level) => weights.get(`${field} ${level}`) ?? 0,
    caps: body.entries('caps', 'because').map(readCap),
  };
}

function share(entry: Entry, field: string): number {
  const value = entry.number(field);
  if (!(value > 0 && value < 1)) throw entry.fail(`${field} must be between 0 and 1`);
  return value;
}

function count(entry: Entry, field: string): number {
  const value = entry.number(field);
  if (!(Number.isInteger(value) && value > 0))
    throw entry.fail(`${field} must be a whole number above 0`);
  return value;
}

function readCap(entry: Entry): ScoreCap {
  const when = entry.object('when');
  const conditions = matchFields
    .filter((field) => when.has(field))
    .map((field) => {
      const known: readonly string[] = levels[field];
      const unknown = when.texts(field).find((level) => !known.includes(level));
      if (unknown !== undefined) throw entry.fail(`${field} has no level ${unknown}`);
      return { field, levels: when.texts(field) };
    });
  if (conditions.length === 0) throw entry.fail('when must name a field');
  return { mostScore: share(entry, 'mostScore'), when: conditions };
}
