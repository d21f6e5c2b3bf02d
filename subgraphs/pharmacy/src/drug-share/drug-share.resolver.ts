import { PeriodInput } from '@lianyi/shared/graphql/period';
import { Arg, Authorized, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import type { PharmacyContext } from '../context';
import { RevenueInput } from './drug-share.inputs';
import { drugRevenueShare } from './drug-share.service';
import { DrugRevenueShare } from './drug-share.view';
import { InstitutionRevenue } from './institution-revenue.entity';
import { stateRevenue } from './state-revenue.service';

@Resolver()
export class DrugShareResolver {
  @Authorized('PHARMACIST', 'COMMUNITY_OFFICE')
  @Query(() => [DrugRevenueShare], {
    nullable: true,
    description:
      'By month and institution: of the viewer’s institution and those it supplies; for the community office of the leading institution, of all members.',
  })
  drugRevenueShare(
    @Arg('period', () => PeriodInput, {
      description: 'The whole months it touches; at most 24.',
    })
    period: PeriodInput,
    @Arg('institutionId', () => ID, {
      nullable: true,
      description: 'Of one of these institutions alone.',
    })
    institutionId: string | null,
    @Ctx() context: PharmacyContext,
  ) {
    return drugRevenueShare(context, { period, institutionId: institutionId ?? null });
  }

  @Authorized('COMMUNITY_OFFICE')
  @Mutation(() => InstitutionRevenue, {
    description: 'What the institution took in during a month that is over.',
  })
  stateRevenue(
    @Arg('input', () => RevenueInput) input: RevenueInput,
    @Ctx() context: PharmacyContext,
  ) {
    return stateRevenue(context, input);
  }
}
