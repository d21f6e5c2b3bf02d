import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { ReferralsContext } from '../context';
import { Referral } from '../referral/referral.entity';
import { ReferralContinuity } from './continuity.view';

@Resolver(() => Referral)
export class ContinuityResolver {
  @FieldResolver(() => ReferralContinuity, {
    nullable: true,
    description: 'Null out of the community.',
  })
  continuity(@Root() referral: Referral, @Ctx() { continuity }: ReferralsContext) {
    return continuity.load(referral);
  }
}
