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
      'How satisfied a side is with a referral that is over; each side is rated by its institution, the patient by either, which asks her.',
  })
  rateReferral(
    @Arg('referralId', () => ID) referralId: string,
    @Arg('side', () => RatingSide) side: RatingSide,
    @Arg('score', () => Int) score: number,
    @Arg('comment', () => String, { nullable: true }) comment: string | null,
    @Arg('replaces', () => Int, {
      nullable: true,
      description: 'To change a rating within the days of the rules: its version.',
    })
    replaces: number | null,
    @Ctx() context: ReferralsContext,
  ) {
    const said = { score, comment: comment ?? null, replaces: replaces ?? null };
    return rateReferral(context, { referralId, side, ...said });
  }

  @Authorized('REFERRAL_OFFICER', 'COMMUNITY_OFFICE')
  @Query(() => [ReferralSatisfaction], {
    nullable: true,
    description:
      'What sender, receiver and patient said of what was received, as they first said it in a quarter that is over: by the viewer’s institution; for the community office of a leading one, by all it leads.',
  })
  referralSatisfaction(
    @Arg('year', () => Int) year: number,
    @Arg('quarter', () => Int, { description: 'From 1 to 4.' }) quarter: number,
    @Ctx() context: ReferralsContext,
  ) {
    return referralSatisfaction(context, year, quarter);
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
