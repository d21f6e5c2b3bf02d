import { Coding } from '@lianyi/shared/graphql/coding';
import { connectionOf } from '@lianyi/shared/graphql/page';
import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { ReferralDirection, Urgency } from '../referral/referral.entity';
import type { GuidelineRule } from './guideline-rule';

@ObjectType({ description: 'One rule of the county’s referral guideline.' })
export class ReferralRule {
  @Field(() => ID)
  id!: string;

  @Field(() => String)
  guideline!: string;

  @Field(() => String)
  version!: string;

  @Field(() => String)
  specialty!: string;

  @Field(() => Coding)
  disease!: Coding;

  @Field(() => ReferralDirection)
  direction!: ReferralDirection;

  @Field(() => String, { nullable: true, description: 'Of the course of the disease (病程时期).' })
  stage!: string | null;

  @Field(() => Urgency)
  urgency!: Urgency;

  @Field(() => String, { description: 'For the doctor; says so where its source is unverified.' })
  text!: string;

  @Field(() => String)
  source!: string;

  @Field(() => Boolean, { description: 'Whether somebody held it to its source.' })
  verified!: boolean;
}

@ObjectType()
export class ReferralRuleConnection extends connectionOf(ReferralRule) {}

/** What a doctor is told where nobody held a rule to its source. */
const unverifiedNote = '（规则来源未经核实，仅供参考）';

export function toView(rule: GuidelineRule): ReferralRule {
  const { direction, disease, guideline, id, source, specialty, stage, urgency } = rule;
  return Object.assign(new ReferralRule(), {
    id,
    ...{ guideline, version: rule.version, specialty, disease, direction, stage, urgency },
    ...{ source, verified: rule.verified },
    text: rule.verified ? rule.text : `${rule.text}${unverifiedNote}`,
  });
}

export enum ReferralWarningKind {
  TREATED_BY_TOWNSHIP = 'TREATED_BY_TOWNSHIP',
  TREATED_IN_COUNTY = 'TREATED_IN_COUNTY',
}
registerEnumType(ReferralWarningKind, {
  name: 'ReferralWarningKind',
  description:
    'TREATED_BY_TOWNSHIP: goes up, though a township treats it. TREATED_IN_COUNTY: leaves the county, though the county treats it.',
});

@ObjectType({ description: 'A disease that should not go this way, with how often it does.' })
export class ReferralWarning {
  @Field(() => ReferralWarningKind)
  kind!: ReferralWarningKind;

  @Field(() => Coding)
  disease!: Coding;

  @Field(() => Int, {
    description:
      'Referrals of it this way by the viewer’s institution in the month (Asia/Shanghai).',
  })
  sentThisMonth!: number;

  @Field(() => String)
  text!: string;
}

export enum AdviceDecision {
  FOLLOWED = 'FOLLOWED',
  OVERRIDDEN = 'OVERRIDDEN',
  OPEN = 'OPEN',
}
registerEnumType(AdviceDecision, {
  name: 'AdviceDecision',
  description:
    'FOLLOWED: a rule is met. OVERRIDDEN: none is, and the slip’s reasonText says why all the same. OPEN: too little was known.',
});

@ObjectType({
  description:
    'A guideline rule tree weighed against the patient’s facts. It advises: the clinician decides.',
})
export class ReferralAdvice {
  @Field(() => [ReferralRule])
  matched!: ReferralRule[];

  @Field(() => [String], { description: 'What stands against rules that are not met.' })
  unmet!: string[];

  @Field(() => [String], {
    description: 'What is not known, or is the doctor’s to judge, of rules that are open.',
  })
  missing!: string[];

  @Field(() => [ReferralWarning])
  warnings!: ReferralWarning[];

  @Field(() => AdviceDecision, {
    nullable: true,
    description: 'What the sender made of it; null before a slip is submitted.',
  })
  decision!: AdviceDecision | null;
}
