import { Arg, Authorized, Ctx, Int, Query, Resolver } from 'type-graphql';
import type { ReferralsContext } from '../context';
import { overdueReferrals } from './overdue.service';
import { OverdueReferral, OverdueReferralConnection } from './overdue.view';
import { countReferrals, ReferralCount } from './referral-count';

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

  @Authorized('REFERRAL_OFFICER', 'CLINICIAN', 'FAMILY_DOCTOR')
  @Query(() => [ReferralCount], {
    nullable: true,
    description: 'The worklist of the viewer’s institution in numbers.',
  })
  referralCounts(@Ctx() context: ReferralsContext) {
    return countReferrals(context);
  }
}
