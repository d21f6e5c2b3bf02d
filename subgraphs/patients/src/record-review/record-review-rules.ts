import { resolve } from 'node:path';
import { type Entry, readDataFile } from '@lianyi/shared/config/data-file';
import { EncounterClass } from '../encounter/encounter.entity';
import { type FindingRules, readFindingRules } from './finding-rules';
import { RecordGrade, RecordProblem } from './record-problem';

export interface RecordJudgement {
  /** Of a hundred; never below 0. */
  readonly score: number;
  readonly grade: RecordGrade;
}

/**
 * How records are reviewed (病历点评, PH-18; domain facts 4.4 has the number). The problems are what
 * 病历书写基本规范 (2010) asks for; it has no codes: codes, points and vetoes are our own [proposal],
 * the grades (甲 from 90, 乙 from 75) customary.
 */
export interface RecordReviewRules extends FindingRules {
  /** How many records of a member are drawn for a half-year. */
  readonly recordsAHalfYear: number;
  readonly problems: readonly RecordProblem[];
  /** What a record with these problems is. */
  judge(problems: readonly RecordProblem[]): RecordJudgement;
}

const standardFile = resolve(__dirname, '../../data/record-review.json');

/** What a county agreed on. Throws DataFileError. */
export function readRecordReviewRules(path: string = standardFile): RecordReviewRules {
  const { body } = readDataFile(path);
  const recordsAHalfYear = wholeIn(body, 'recordsAHalfYear', 1, 500);
  const grades = body.object('grades');
  const [best, good] = [wholeIn(grades, 'A', 1, 100), wholeIn(grades, 'B', 1, 100)];
  if (good >= best) throw grades.fail('B must be below A');
  const problems = problemsIn(body);
  return {
    recordsAHalfYear,
    problems,
    ...readFindingRules(
      body,
      problems.map(({ code }) => code),
    ),
    judge(found) {
      const lost = found.reduce((sum, { points }) => sum + points, 0);
      const score = Math.max(0, 100 - lost);
      if (score < good || found.some(({ veto }) => veto)) return { score, grade: RecordGrade.C };
      return { score, grade: score < best ? RecordGrade.B : RecordGrade.A };
    },
  };
}

function wholeIn(entry: Entry, field: string, least: number, most: number): number {
  const number = entry.number(field);
  if (!Number.isInteger(number) || number < least || number > most)
    throw entry.fail(`${field} must be a whole number from ${least} to ${most}`);
  return number;
}

const classes = Object.values(EncounterClass);

function problemsIn(body: Entry): RecordProblem[] {
  const problems = body.entries('problems', 'code').map((entry) => {
    const named = entry.has('classes') ? entry.texts('classes') : classes;
    const wrong = named.find((name) => !classes.some((one) => one === name));
    if (wrong !== undefined || named.length === 0)
      throw entry.fail(`classes must be of ${classes.join(', ')}`);
    return Object.assign(new RecordProblem(), {
      code: entry.text('code'),
      ...{ name: entry.text('name'), english: entry.text('english') },
      ...{ points: wholeIn(entry, 'points', 1, 100), veto: entry.flag('veto') },
      classes: classes.filter((one) => named.includes(one)),
    });
  });
  if (new Set(problems.map(({ code }) => code)).size < problems.length)
    throw body.fail('problems must hold each code once');
  return problems;
}
