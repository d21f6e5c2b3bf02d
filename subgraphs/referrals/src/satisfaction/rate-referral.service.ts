import { insertRows } from '@lianyi/shared/database/insert-rows';
import { selectRows } from '@lianyi/shared/database/select-rows';
import { checkOptionalText } from '@lianyi/shared/errors/check-text';
import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import type { EntityManager } from 'typeorm';
import type { ReferralsContext } from '../context';
import { type Referral, ReferralStatus } from '../referral/referral.entity';
import { RatingSide, ReferralRating } from './referral-rating.entity';
import { NotOverYet, NotYourSide, RatingStands } from './satisfaction.errors';

export interface RatingAsked {
  readonly referralId: string;
  readonly side: RatingSide;
  readonly score: number;
  readonly comment?: string | null | undefined;
}

const dayLength = 24 * 3_600_000;
const over: readonly ReferralStatus[] = [ReferralStatus.COMPLETED, ReferralStatus.FOLLOWED_UP];

/**
 * Writes down how satisfied a side is with a completed referral (RF-40); again within the days of the rules
 * it changes what the same institution wrote. Each side is rated by its institution, the patient by either,
 * who asks her. Refuses with INVALID_INPUT, FORBIDDEN as the slip is, or CONFLICT where it stands.
 */
export async function rateReferral(
  context: ReferralsContext,
  asked: RatingAsked,
): Promise<ReferralRating> {
  const { database, now, referrals, satisfactionRules: rules, viewer } = context;
  const { referralId, score, side } = asked;
  const { changeableDays, highest, lowest } = rules;
  if (score < lowest || score > highest)
    throw new InvalidInput('score', `must be from ${lowest} to ${highest}.`);
  checkOptionalText('comment', asked.comment, { characters: 500 });
  const referral = await referrals.released.load(referralId);
  if (!sidesOf(referral, viewer.institutionId).includes(side))
    throw new NotYourSide(referralId, side);
  if (!over.includes(referral.status)) throw new NotOverYet(referral);
  const at = now();
  const said = { score, comment: asked.comment?.trim() || null, by: viewer.name, ratedAt: at };
  const { institutionId } = viewer;
  const row = { referralId, side, institutionId, firstRatedAt: at, ...said };
  return database.transaction(async (manager) => {
    await insertRows(manager, ReferralRating, [row], { keepOn: ['referralId', 'side'] });
    const since = new Date(at.getTime() - changeableDays * dayLength);
    const { affected } = await manager
      .createQueryBuilder()
      .update(ReferralRating)
      .set(said)
      .where(
        'referralId = :referralId AND side = :side AND institutionId = :institutionId AND firstRatedAt >= :since',
        { referralId, side, institutionId, since },
      )
      .execute();
    const stored = await ratingOf(manager, referralId, side);
    if (affected !== 1) throw new RatingStands(stored);
    return stored;
  });
}

/** Which sides an institution speaks for. */
function sidesOf({ fromInstitutionId, toInstitutionId }: Referral, institutionId: string) {
  const own = [
    ...(fromInstitutionId === institutionId ? [RatingSide.SENDER] : []),
    ...(toInstitutionId === institutionId ? [RatingSide.RECEIVER] : []),
  ];
  return own.length > 0 ? [...own, RatingSide.PATIENT] : [];
}

async function ratingOf(manager: EntityManager, referralId: string, side: RatingSide) {
  const tail = 'WHERE `referralId` = ? AND `side` = ?';
  const [stored] = await selectRows(manager, ReferralRating, tail, [referralId, side]);
  if (!stored) throw new Error(`no rating of ${side} after its insert`);
  return stored;
}
