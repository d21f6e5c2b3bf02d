import { insertRows } from '@lianyi/shared/database/insert-rows';
import { selectRows } from '@lianyi/shared/database/select-rows';
import { checkOptionalText } from '@lianyi/shared/errors/check-text';
import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import type { EntityManager } from 'typeorm';
import type { ReferralsContext } from '../context';
import type { Referral } from '../referral/referral.entity';
import { RatingSide, ReferralRating } from './referral-rating.entity';
import { NotOverYet, NotYourSide, RatingStands } from './satisfaction.errors';

export interface RatingAsked {
  readonly referralId: string;
  readonly side: RatingSide;
  readonly score: number;
  readonly comment: string | null;
  /** The version of the rating that is changed; null for the first. */
  readonly replaces: number | null;
}

type Said = Pick<ReferralRating, 'by' | 'comment' | 'ratedAt' | 'score'>;

const dayLength = 24 * 3_600_000;

/**
 * Writes down how satisfied a side is with a referral that is over (RF-40). Within the days of the rules the
 * same institution changes what it wrote by naming its version, so that a late repetition overwrites nothing;
 * the same again is done once. Each side is rated by its institution, the patient by either, who asks her.
 * Refuses with INVALID_INPUT, FORBIDDEN as the slip is, or CONFLICT where it stands.
 */
export async function rateReferral(
  context: ReferralsContext,
  asked: RatingAsked,
): Promise<ReferralRating> {
  const { database, now, referrals, satisfactionRules: rules, viewer } = context;
  const { referralId, score, side } = asked;
  const { changeableDays, highest, lowest, states } = rules;
  if (score < lowest || score > highest)
    throw new InvalidInput('score', `must be from ${lowest} to ${highest}.`);
  checkOptionalText('comment', asked.comment, { characters: 500 });
  const referral = await referrals.released.load(referralId);
  const { institutionId, name: by } = viewer;
  if (!sidesOf(referral, institutionId).includes(side)) throw new NotYourSide(referralId, side);
  if (!states.includes(referral.status)) throw new NotOverYet(referral, states);
  const said = { score, comment: asked.comment?.trim() || null, by, ratedAt: now() };
  return database.transaction(async (manager) => {
    const stored =
      asked.replaces === null
        ? await first(manager, { referralId, side, institutionId }, said)
        : await changed(manager, asked, institutionId, said, changeableDays);
    if (!stored) throw new InvalidInput('replaces', 'names a rating, and there is none yet.');
    const isSame = stored.score === said.score && stored.comment === said.comment;
    if (isSame && stored.institutionId === institutionId) return stored;
    throw new RatingStands(stored, changeableDays);
  });
}

type Rated = Pick<ReferralRating, 'institutionId' | 'referralId' | 'side'>;

async function first(manager: EntityManager, rated: Rated, said: Said) {
  const row = { ...rated, ...said, firstRatedAt: said.ratedAt, version: 1 };
  await insertRows(manager, ReferralRating, [row], { keepOn: ['referralId', 'side'] });
  return ratingOf(manager, rated);
}

async function changed(
  manager: EntityManager,
  { referralId, replaces, side }: RatingAsked,
  institutionId: string,
  said: Said,
  changeableDays: number,
) {
  const since = new Date(said.ratedAt.getTime() - changeableDays * dayLength);
  await manager
    .createQueryBuilder()
    .update(ReferralRating)
    .set({ ...said, version: () => 'version + 1' })
    .where({ referralId, side, institutionId, version: replaces })
    .andWhere('firstRatedAt >= :since', { since })
    .execute();
  return ratingOf(manager, { referralId, side });
}

/** Which sides an institution speaks for. */
function sidesOf({ fromInstitutionId, toInstitutionId }: Referral, institutionId: string) {
  const own = [
    ...(fromInstitutionId === institutionId ? [RatingSide.SENDER] : []),
    ...(toInstitutionId === institutionId ? [RatingSide.RECEIVER] : []),
  ];
  return own.length > 0 ? [...own, RatingSide.PATIENT] : [];
}

async function ratingOf(manager: EntityManager, rated: Pick<Rated, 'referralId' | 'side'>) {
  const tail = 'WHERE `referralId` = ? AND `side` = ?';
  const [stored] = await selectRows(manager, ReferralRating, tail, [rated.referralId, rated.side]);
  return stored;
}
