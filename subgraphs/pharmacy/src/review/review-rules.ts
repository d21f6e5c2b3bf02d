import { resolve } from 'node:path';
import { type DataFile, readDataFile } from '@lianyi/shared/config/data-file';
import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';

/** What a review makes of a sheet, from best to worst (医院处方点评管理规范, article 17). */
export enum ReviewVerdict {
  REASONABLE = 'REASONABLE',
  IRREGULAR = 'IRREGULAR',
  UNSUITABLE = 'UNSUITABLE',
  ABNORMAL = 'ABNORMAL',
}
registerEnumType(ReviewVerdict, { name: 'ReviewVerdict' });
const verdicts = Object.values(ReviewVerdict);

@ObjectType({ description: 'A problem a reviewed prescription can have, by the national code.' })
export class ReviewProblem {
  @Field(() => ID)
  code!: string;

  @Field(() => ReviewVerdict, { description: 'What a sheet with it is at best.' })
  verdict!: ReviewVerdict;

  @Field(() => String)
  name!: string;

  @Field(() => String)
  english!: string;
}

/** How prescriptions are reviewed (处方点评, PH-17; domain facts 4.4). */
export interface ReviewRules {
  /** How many sheets of a member are drawn for a half-year. */
  readonly sheetsAHalfYear: number;
  readonly problems: readonly ReviewProblem[];
  /** The problem a finding of the rules points to. */
  problemOf(finding: string): string | undefined;
  /** Findings that are looked for again when a sheet is drawn: it may have come otherwise than by the rules. */
  readonly again: ReadonlySet<string>;
  /** What a sheet with these problems is: as bad as the worst of them. */
  verdictOf(problems: readonly ReviewProblem[]): ReviewVerdict;
}

const standardFile = resolve(__dirname, '../../data/review.json');

/** What a county agreed on. Throws DataFileError. */
export function readReviewRules(path: string = standardFile): ReviewRules {
  const { body } = readDataFile(path);
  const sheetsAHalfYear = body.number('sheetsAHalfYear');
  if (!Number.isInteger(sheetsAHalfYear) || sheetsAHalfYear < 1 || sheetsAHalfYear > 1000)
    throw body.fail('sheetsAHalfYear must be a whole number from 1 to 1000');
  const problems = problemsIn(body);
  const pointed = body.entries('findings', 'finding').map((entry) => {
    const problem = entry.text('problem');
    if (!problems.some(({ code }) => code === problem))
      throw entry.fail(`problem ${problem} is none of problems`);
    return { finding: entry.text('finding'), problem, again: entry.flag('again') };
  });
  const problemByFinding = new Map(pointed.map(({ finding, problem }) => [finding, problem]));
  return {
    sheetsAHalfYear,
    problems,
    problemOf: (finding) => problemByFinding.get(finding),
    again: new Set(pointed.filter(({ again }) => again).map(({ finding }) => finding)),
    verdictOf: (found) =>
      verdicts[Math.max(0, ...found.map(({ verdict }) => verdicts.indexOf(verdict)))] ??
      ReviewVerdict.REASONABLE,
  };
}

function problemsIn(body: DataFile['body']): ReviewProblem[] {
  const problems = body.entries('problems', 'code').map((entry) =>
    Object.assign(new ReviewProblem(), {
      code: entry.text('code'),
      ...{ name: entry.text('name'), english: entry.text('english') },
      verdict: entry.oneOf(
        'verdict',
        verdicts.filter((one) => one !== ReviewVerdict.REASONABLE),
      ),
    }),
  );
  if (new Set(problems.map(({ code }) => code)).size < problems.length)
    throw body.fail('problems must hold each code once');
  return problems;
}
