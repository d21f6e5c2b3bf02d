import { selectRows } from '@lianyi/shared/database/select-rows';
import { checkOptionalText } from '@lianyi/shared/errors/check-text';
import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import type { EntityManager } from 'typeorm';
import { describeEvent, fit } from '../audit/describe-event';
import { recordRefusals } from '../audit/record-refusals';
import type { PatientsContext } from '../context';
import type { RecordProblem } from './record-problem';
import { RecordReviewItem } from './record-review.entity';
import { OwnRecord, RecordJudgementStands, RecordReviewForbidden } from './record-review.errors';
import type { ReviewedRecord } from './reviewed-record.view';
import { type DrawnRecord, encountersOf, openRecords, showRecord } from './show-records.service';

export interface RecordJudged {
  readonly reviewId: string;
  readonly place: number;
  /** Codes of what was found; none: a record without fault. */
  readonly problems: readonly string[];
  readonly note: string | null;
  /** The version of the judgement that is changed; null for the first. */
  readonly replaces: number | null;
}

const action = 'JUDGE_RECORD';

/**
 * A reviewer's judgement of a record that was drawn: its points and grade follow from the problems she
 * names. The same again is done once; another one names the version it replaces. It is an event of the
 * patient, refused too. Refuses with INVALID_INPUT naming the field, FORBIDDEN, or CONFLICT.
 */
export async function judgeRecord(
  context: PatientsContext,
  judged: RecordJudged,
): Promise<ReviewedRecord> {
  checkOptionalText('note', judged.note, { characters: 500 });
  const problems = namedProblems(context, judged.problems);
  await context.recordReviews.released.load(judged.reviewId);
  const item = await itemOf(context.database.read, judged.reviewId, judged.place);
  const [encounter] = await encountersOf(context.database.read, item ? [item.encounterId] : []);
  if (!item || !encounter) throw new NotOfReview();
  const record = await recordRefusals(context, encounter.patientId, action, async () => {
    const [open] = await openRecords(context, [item]);
    // In the same words: which records are closed is not told.
    if (!open) throw new NotOfReview();
    admit(context, open, problems);
    const { replaces } = judged;
    return store(context, open, { problems, note: judged.note?.trim() || null, replaces });
  });
  return showRecord(context, record);
}

class NotOfReview extends InvalidInput {
  constructor() {
    super('place', 'is none of this review that is open to you.');
  }
}

/** The problems that were named, each once, in the order of their codes. */
function namedProblems({ recordReviewRules }: PatientsContext, codes: readonly string[]) {
  const given = codes.map((code, at) => {
    const problem = recordReviewRules.problems.find((one) => one.code === code);
    if (!problem) throw new InvalidInput(`problems[${at}]`, 'is none of recordProblems.');
    return problem;
  });
  return recordReviewRules.problems.filter((problem) => given.includes(problem));
}

function admit(
  { viewer }: Pick<PatientsContext, 'viewer'>,
  { encounter, item }: DrawnRecord,
  problems: readonly RecordProblem[],
) {
  const { practitionerId } = viewer;
  if ([item.practitionerId, encounter.practitionerId].some((one) => one && one === practitionerId))
    throw new OwnRecord(item);
  const strange = problems.find(({ classes }) => !classes.includes(encounter.class));
  if (strange)
    throw new InvalidInput('problems', `${strange.code} is none of ${encounter.class} records.`);
}

interface Said {
  readonly problems: readonly RecordProblem[];
  readonly note: string | null;
  readonly replaces: number | null;
}

/** One conditional update: of two who judge at once one does. */
function store(
  { chain, database, identity, now, recordReviewRules, viewer }: PatientsContext,
  { encounter, item: { place, reviewId } }: DrawnRecord,
  { note, problems, replaces }: Said,
): Promise<DrawnRecord> {
  const said = {
    ...recordReviewRules.judge(problems),
    ...{ found: problems.map(({ code }) => code), note, judgedBy: fit(viewer.name, 100) },
  };
  const { patientId } = encounter;
  const facts = { patientId, action, allowed: true, basis: null, reason: null } as const;
  return database.transaction(async (manager) => {
    await manager
      .createQueryBuilder()
      .update(RecordReviewItem)
      .set({ ...said, judgedAt: now(), version: () => 'version + 1' })
      .where({ reviewId, place, version: replaces ?? 0 })
      .execute();
    const stored = await itemOf(manager, reviewId, place);
    if (!stored) throw new RecordReviewForbidden(reviewId);
    if (!isSame(stored, said)) throw new RecordJudgementStands(stored);
    await chain.appendWithin(manager, [describeEvent(identity, now(), facts)]);
    return { encounter, item: stored };
  });
}

const isSame = (
  stored: RecordReviewItem,
  said: Pick<RecordReviewItem, 'found' | 'grade' | 'note'>,
) =>
  stored.grade === said.grade &&
  stored.note === said.note &&
  JSON.stringify(stored.found) === JSON.stringify(said.found);

async function itemOf(
  manager: EntityManager,
  reviewId: string,
  place: number,
): Promise<RecordReviewItem | undefined> {
  const tail = 'WHERE `reviewId` = ? AND `place` = ?';
  const [row] = await selectRows(manager, RecordReviewItem, tail, [reviewId, place]);
  return row;
}
