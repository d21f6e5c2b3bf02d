import { Field, InputType, ObjectType } from 'type-graphql';
import { VitalSign } from './vital-sign';

const nullable = { nullable: true } as const;

/**
 * What the two-way referral form of the basic public health service norm asks for besides the
 * slip's own fields (domain facts 3.1); each part may be left out.
 */
@ObjectType('ReferralForm', { description: 'What else the paper form asks for.' })
@InputType('ReferralFormInput')
export class ReferralForm {
  @Field(() => String, { ...nullable, description: '主要既往史' })
  pastHistory?: string | null;

  @Field(() => String, { ...nullable, description: '治疗经过' })
  treatment?: string | null;

  @Field(() => String, { ...nullable, description: '主要检查结果' })
  findings?: string | null;

  @Field(() => String, { ...nullable, description: '用药建议、注意事项' })
  precautions?: string | null;

  @Field(() => String, { ...nullable, description: '病案号' })
  recordNumber?: string | null;

  @Field(() => String, { ...nullable, description: '住院病案号' })
  inpatientNumber?: string | null;

  @Field(() => String, { ...nullable, description: '接诊医生' })
  receivingDoctor?: string | null;

  @Field(() => String, { ...nullable, description: '转诊医生联系电话' })
  doctorPhone?: string | null;

  @Field(() => String, { ...nullable, description: '转运方式' })
  transport?: string | null;

  @Field(() => String, { ...nullable, description: '陪同人员' })
  companion?: string | null;

  @Field(() => Boolean, {
    ...nullable,
    description: '转诊知情同意: whether the patient, or who decides for her, agreed.',
  })
  consent?: boolean | null;

  @Field(() => [VitalSign], {
    ...nullable,
    description: 'Measured now, in the units of the guideline, which weighs them.',
  })
  vitals?: VitalSign[] | null;
}
