import { PeriodInput } from '@lianyi/shared/graphql/period';
import { Arg, Authorized, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import type { PharmacyContext } from '../context';
import { Drug } from '../drug/drug.entity';
import { existingDrug } from '../drug/drug.service';
import { drugUse } from './drug-use.service';
import { DrugUse, EssentialDrugUse } from './drug-use.view';
import { essentialDrugUse } from './essential-use.service';

const months = 'The whole months it touches; at most 24.';
const one = 'Of one of these institutions alone.';

/** What was dispensed, in numbers; of no patient. */
@Resolver(() => DrugUse)
export class DrugUseResolver {
  @Authorized('PHARMACIST', 'COMMUNITY_OFFICE')
  @Query(() => [EssentialDrugUse], {
    nullable: true,
    description:
      'By institution and month: of the viewer’s institution and those it supplies; for the community office of the leading institution, of all members.',
  })
  essentialDrugUse(
    @Arg('period', () => PeriodInput, { description: months }) period: PeriodInput,
    @Arg('institutionId', () => ID, { nullable: true, description: one })
    institutionId: string | null,
    @Ctx() context: PharmacyContext,
  ) {
    return essentialDrugUse(context, { period, institutionId: institutionId ?? null });
  }

  @Authorized('PHARMACIST', 'COMMUNITY_OFFICE')
  @Query(() => [DrugUse], {
    nullable: true,
    description: 'The drugs most was dispensed of, by amount; of the same institutions.',
  })
  drugUse(
    @Arg('period', () => PeriodInput, { description: months }) period: PeriodInput,
    @Arg('institutionId', () => ID, { nullable: true, description: one })
    institutionId: string | null,
    @Arg('first', () => Int, { nullable: true, description: '20 unless said; at most 100.' })
    first: number | null,
    @Ctx() context: PharmacyContext,
  ) {
    const asked = { institutionId: institutionId ?? null, first: first ?? null };
    return drugUse(context, { period, ...asked });
  }

  @FieldResolver(() => Drug, {
    nullable: true,
    description: 'Null for those that tell of a sensitive disease, all together.',
  })
  drug(@Root() { drugCode }: DrugUse, @Ctx() context: PharmacyContext) {
    return drugCode === null ? null : existingDrug(context, drugCode);
  }
}
