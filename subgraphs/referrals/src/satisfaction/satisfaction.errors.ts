import { DomainError } from '@lianyi/shared/errors/domain-error';
import type { Referral } from '../referral/referral.entity';
import type { RatingSide, ReferralRating } from './referral-rating.entity';

/** Who stands on another side, or on none. */
export class NotYourSide extends DomainError {
  constructor(referralId: string, side: RatingSide) {
    super('FORBIDDEN', `The ${side} of referral ${referralId} is not rated by this institution.`, {
      referralId,
      side,
    });
  }
}

export class NotOverYet extends DomainError {
  constructor({ id, status }: Referral, states: readonly string[]) {
    super('CONFLICT', `Referral ${id} is ${status}: it is rated once it is ${states.join(', ')}.`, {
      referralId: id,
      status,
    });
  }
}

/** Written down by the other institution, too long ago, or changed since it was read. */
export class RatingStands extends DomainError {
  constructor({ referralId, side, score, version }: ReferralRating, days: number) {
    super(
      'CONFLICT',
      `The rating of the ${side} of referral ${referralId} is ${score} and stands: who wrote it down changes it within ${days} days with replaces: ${version}.`,
      { referralId, side, version },
    );
  }
}
