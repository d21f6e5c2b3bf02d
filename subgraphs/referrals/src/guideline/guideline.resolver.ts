import { CodingInput } from '@lianyi/shared/graphql/coding';
import { Arg, Authorized, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import type { ReferralsContext } from '../context';
import { Referral, ReferralDirection } from '../referral/referral.entity';
import { VitalSign } from '../referral/vital-sign';
import { referralAdvice } from './advise.service';
import { referralRules } from './find-rules.service';
import { ReferralAdvice, ReferralRuleConnection } from './guideline.view';

@Resolver(() => Referral)
export class GuidelineResolver {
  @Authorized('CLINICIAN', 'FAMILY_DOCTOR', 'REFERRAL_OFFICER')
  @Query(() => ReferralRuleConnection, {
    nullable: true,
    description: 'Rules of the county’s referral guideline that are in force, by id.',
  })
  referralRules(
    @Arg('search', () => String, { nullable: true }) search: string | undefined,
    @Arg('direction', () => ReferralDirection, { nullable: true })
    direction: ReferralDirection | undefined,
    @Arg('first', () => Int, { nullable: true }) first: number | undefined,
    @Arg('after', () => String, { nullable: true }) after: string | undefined,
    @Ctx() context: ReferralsContext,
  ) {
    return referralRules(context, { search, direction, first, after });
  }

  @Authorized('CLINICIAN', 'FAMILY_DOCTOR')
  @Query(() => ReferralAdvice, {
    nullable: true,
    description:
      'What the guideline says of sending the patient on with these diagnoses. It advises: the clinician decides.',
  })
  referralAdvice(
    @Arg('patientId', () => ID) patientId: string,
    @Arg('direction', () => ReferralDirection) direction: ReferralDirection,
    @Arg('diagnoses', () => [CodingInput]) diagnoses: CodingInput[],
    @Arg('vitals', () => [VitalSign], { nullable: true }) vitals: VitalSign[] | undefined,
    @Ctx() context: ReferralsContext,
  ) {
    return referralAdvice(context, { patientId, direction, diagnoses, vitals });
  }

  @FieldResolver(() => ReferralAdvice, {
    nullable: true,
    description:
      'The advice it was submitted with, for who reads the whole record; null for others, and where there was none.',
  })
  advice(@Root() { id, readsRecord }: Referral, @Ctx() { advices }: ReferralsContext) {
    return readsRecord ? advices.load(id) : null;
  }
}
