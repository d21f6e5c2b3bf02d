import { selectRows } from '@lianyi/shared/database/select-rows';
import { checkOptionalText } from '@lianyi/shared/errors/check-text';
import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import type { EntityManager } from 'typeorm';
import type { PharmacyContext } from '../context';
import { ReviewedPrescription } from './prescription-review.entity';
import { JudgementStands, ReviewForbidden } from './review.errors';

export interface Judgement {
  readonly reviewId: string;
  readonly place: number;
  /** Codes of what was found; none: the sheet is reasonable. */
  readonly problems: readonly string[];
  readonly note: string | null;
  /** The version of the judgement that is changed; null for the first. */
  readonly replaces: number | null;
}

/**
 * A pharmacist's verdict on a sheet that was drawn of her institution's: as bad as the worst of the problems she
 * names. The same again is done once; another one names the version it replaces. Refuses with INVALID_INPUT
 * naming the field, FORBIDDEN, as the sheet is refused, or CONFLICT.
 */
export async function judgePrescription(
  context: PharmacyContext,
  judgement: Judgement,
): Promise<ReviewedPrescription> {
  const { database, now, prescriptions, reviewRules, reviews, viewer } = context;
  const { note, place, replaces, reviewId } = judgement;
  checkOptionalText('note', note, { characters: 500 });
  const found = [...new Set(judgement.problems)].sort();
  const problems = found.map((code, at) => {
    const problem = reviewRules.problems.find((one) => one.code === code);
    if (!problem) throw new InvalidInput(`problems[${at}]`, 'is none of reviewProblems.');
    return problem;
  });
  await reviews.released.load(reviewId);
  const drawn = await itemOf(database.read, reviewId, place);
  if (!drawn) throw new InvalidInput('place', 'is none of this review.');
  // Who judges a sheet must be able to read it.
  await prescriptions.byId.load(drawn.prescriptionId);
  const verdict = reviewRules.verdictOf(problems);
  const said = { verdict, found, note: note?.trim() || null, judgedBy: viewer.name };
  return database.transaction(async (manager) => {
    await manager
      .createQueryBuilder()
      .update(ReviewedPrescription)
      .set({ ...said, judgedAt: now(), version: () => 'version + 1' })
      .where({ reviewId, place, version: replaces ?? 0 })
      .execute();
    const stored = await itemOf(manager, reviewId, place);
    if (!stored) throw new ReviewForbidden(reviewId);
    if (!isSame(stored, said)) throw new JudgementStands(stored);
    return stored;
  });
}

const isSame = (
  stored: ReviewedPrescription,
  said: Pick<ReviewedPrescription, 'found' | 'note' | 'verdict'>,
) =>
  stored.verdict === said.verdict &&
  stored.note === said.note &&
  JSON.stringify(stored.found) === JSON.stringify(said.found);

async function itemOf(
  manager: EntityManager,
  reviewId: string,
  place: number,
): Promise<ReviewedPrescription | undefined> {
  const tail = 'WHERE `reviewId` = ? AND `place` = ?';
  const [row] = await selectRows(manager, ReviewedPrescription, tail, [reviewId, place]);
  return row;
}
