import { PeriodInput } from '@lianyi/shared/graphql/period';
import { Arg, Authorized, Ctx, Int, Query, Resolver } from 'type-graphql';
import type { ReferralsContext } from '../context';
import { overdueReferrals } from './overdue.service';
import { OverdueReferral, OverdueReferralConnection } from './overdue.view';
import { countReferrals, ReferralCount } from './referral-count';
import { TownshipDiseaseCount } from './township-disease.view';
import { townshipDiseases } from './township-diseases.service';

@Resolver(() => OverdueReferral)
export class ReferralDeskResolver {
  @Authorized('REFERRAL_OFFICER', 'COMMUNITY_OFFICE')
  @Query(() => OverdueReferralConnection, {
    nullable: true,
    description:
      'Referrals whose next step is overdue, longest first: of the viewer’s institution; for the community office of a leading one, of all it leads.',
  })
  overdueReferrals(
    @Arg('first', () => Int, { nullable: true }) first: number | undefined,
    @Arg('after', () => String, { nullable: true }) after: string | undefined,
    @Ctx() context: ReferralsContext,
  ) {
    return overdueReferrals(context, { first, after });
  }

  @Authorized('REFERRAL_OFFICER', 'COMMUNITY_OFFICE')
  @Query(() => [TownshipDiseaseCount], {
    nullable: true,
    description:
      'Diseases a township treats that were sent up all the same, by receiver and month, what is over its limit first: of the viewer’s institution; for the community office of a leading one, of all it leads.',
  })
  townshipDiseases(
    @Arg('period', () => PeriodInput, {
      description: 'The whole months it touches, of submission; at most 24.',
    })
    period: PeriodInput,
    @Ctx() context: ReferralsContext,
  ) {
    return townshipDiseases(context, period);
  }

  @Authorized('REFERRAL_OFFICER', 'CLINICIAN', 'FAMILY_DOCTOR')
  @Query(() => [ReferralCount], {
    nullable: true,
    description: 'The worklist of the viewer’s institution in numbers.',
  })
  referralCounts(@Ctx() context: ReferralsContext) {
    return countReferrals(context);
  }
}
