import { DomainError } from '@lianyi/shared/errors/domain-error';
import type { Referral } from '../referral/referral.entity';
import type { RatingSide, ReferralRating } from './referral-rating.entity';

/** Who stands on another side, or on none. */
export class NotYourSide extends DomainError {
  constructor(referralId: string, side: RatingSide) {
    super('FORBIDDEN', `The ${side} of referral ${referralId} is not rated by this institution.`, {
      ...{ referralId, side },
    });
  }
}

export class NotOverYet extends DomainError {
  constructor({ id, status }: Referral) {
    super('CONFLICT', `Referral ${id} is ${status}: it is rated once it is completed.`, {
      ...{ referralId: id, status },
    });
  }
}

/** Written down by the other institution, or too long ago. */
export class RatingStands extends DomainError {
  constructor({ referralId, side, score }: ReferralRating) {
    super(
      'CONFLICT',
      `The rating of the ${side} of referral ${referralId} is ${score} and stands.`,
      {
        ...{ referralId, side },
      },
    );
  }
}
