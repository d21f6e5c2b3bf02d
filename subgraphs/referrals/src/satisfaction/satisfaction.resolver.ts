import { PeriodInput } from '@lianyi/shared/graphql/period';
import {
  Arg,
  Authorized,
  Ctx,
  FieldResolver,
  ID,
  Int,
  Mutation,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import type { ReferralsContext } from '../context';
import { Referral } from '../referral/referral.entity';
import { rateReferral } from './rate-referral.service';
import { RatingSide, ReferralRating } from './referral-rating.entity';
import { referralSatisfaction } from './satisfaction.service';
import { ReferralSatisfaction } from './satisfaction.view';

@Resolver(() => Referral)
export class SatisfactionResolver {
  @Authorized('CLINICIAN', 'FAMILY_DOCTOR', 'REFERRAL_OFFICER')
  @Mutation(() => ReferralRating, {
    description:
      'How satisfied a side is with a completed referral; each side is rated by its institution, the patient by either, which asks her.',
  })
  rateReferral(
    @Arg('referralId', () => ID) referralId: string,
    @Arg('side', () => RatingSide) side: RatingSide,
    @Arg('score', () => Int) score: number,
    @Arg('comment', () => String, { nullable: true }) comment: string | null,
    @Ctx() context: ReferralsContext,
  ) {
    return rateReferral(context, { referralId, side, score, comment });
  }

  @Authorized('REFERRAL_OFFICER', 'COMMUNITY_OFFICE')
  @Query(() => [ReferralSatisfaction], {
    nullable: true,
    description:
      'What sender, receiver and patient said of what was received and completed: by the viewer’s institution; for the community office of a leading one, by all it leads.',
  })
  referralSatisfaction(
    @Arg('period', () => PeriodInput, {
      description: 'The whole months it touches, of submission; at most 24.',
    })
    period: PeriodInput,
    @Ctx() context: ReferralsContext,
  ) {
    return referralSatisfaction(context, period);
  }

  @FieldResolver(() => [ReferralRating], {
    description: 'By side; comments are withheld from who may not know the patient.',
  })
  async ratings(@Root() { id, identified }: Referral, @Ctx() { ratings }: ReferralsContext) {
    const rows = await ratings.load(id);
    if (!identified) for (const row of rows) row.comment = null;
    return rows;
  }
}
