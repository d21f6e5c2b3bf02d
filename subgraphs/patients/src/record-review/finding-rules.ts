import type { Entry } from '@lianyi/shared/config/data-file';
import { EncounterClass } from '../encounter/encounter.entity';
import { Gender } from '../patient/patient.entity';

/** What the rules can have against a record by what stands in the encounter. */
export const recordFindings = [
  'NO_DIAGNOSIS',
  'UNCODED_DIAGNOSIS',
  'SYMPTOM_ONLY',
  'OTHER_SEX',
  'NO_PRACTITIONER',
  'LATE_CHANGE',
] as const;
export type RecordFinding = (typeof recordFindings)[number];

/** Three-character categories of ICD-10, both ends counted. */
interface Categories {
  readonly from: string;
  readonly to: string;
}

/** What the rules look for in a record before anybody reads it. */
export interface FindingRules {
  /** The problem each finding points to; what is not named is not looked for. */
  readonly findings: ReadonlyMap<RecordFinding, string>;
  /** The form of codes, by the name of their system. */
  readonly codeForms: ReadonlyMap<string, RegExp>;
  /** Categories that name a symptom only, and the visits that must end with more. */
  readonly symptoms: Categories & { readonly class: EncounterClass };
  /** Categories that only one sex can have. */
  readonly onlyFor: readonly (Categories & { readonly gender: Gender })[];
  /** After how long a visit is too long, and to which problem that points. */
  readonly longest: ReadonlyMap<
    EncounterClass,
    { readonly hours: number; readonly problem: string }
  >;
  /** Days after its end from which on a change of a record is late. */
  readonly lateChangeDays: number;
}

/** Reads them from the file; throws DataFileError with its first fault. */
export function readFindingRules(body: Entry, codes: readonly string[]): FindingRules {
  const problemIn = (entry: Entry) => {
    const problem = entry.text('problem');
    if (!codes.includes(problem)) throw entry.fail(`problem ${problem} is none of problems`);
    return problem;
  };
  const symptoms = body.object('symptoms');
  return {
    findings: onceEach(body, 'findings', 'finding', (entry) => [
      entry.oneOf('finding', recordFindings),
      problemIn(entry),
    ]),
    codeForms: onceEach(body, 'diagnosisSystems', 'system', (entry) => [
      entry.text('system').toUpperCase(),
      formIn(entry),
    ]),
    symptoms: { ...categoriesIn(symptoms), class: classIn(symptoms) },
    onlyFor: body.entries('onlyFor', 'from').map((entry) => ({
      ...categoriesIn(entry),
      gender: entry.oneOf('gender', [Gender.MALE, Gender.FEMALE]),
    })),
    longest: onceEach(body, 'longest', 'class', (entry) => [
      classIn(entry),
      { hours: positiveIn(entry, 'hours'), problem: problemIn(entry) },
    ]),
    lateChangeDays: positiveIn(body, 'lateChangeDays'),
  };
}

function onceEach<Key, Value>(
  body: Entry,
  list: string,
  name: string,
  read: (entry: Entry) => readonly [Key, Value],
): ReadonlyMap<Key, Value> {
  const pairs = body.entries(list, name).map(read);
  const found = new Map(pairs);
  if (found.size < pairs.length) throw body.fail(`${list} must hold each ${name} once`);
  return found;
}

const classIn = (entry: Entry) => entry.oneOf('class', Object.values(EncounterClass));

function positiveIn(entry: Entry, field: string): number {
  const number = entry.number(field);
  if (number <= 0) throw entry.fail(`${field} must be more than 0`);
  return number;
}

const category = /^[A-Z]\d{2}$/;

function categoriesIn(entry: Entry): Categories {
  const [from, to] = [entry.text('from'), entry.text('to')];
  if (!category.test(from) || !category.test(to) || from > to)
    throw entry.fail('from and to must be ICD-10 categories such as N40 and N51, in order');
  return { from, to };
}

function formIn(entry: Entry): RegExp {
  try {
    return new RegExp(entry.text('pattern'), 'u');
  } catch (error) {
    if (error instanceof SyntaxError) throw entry.fail('pattern must be a regular expression');
    throw error;
  }
}
