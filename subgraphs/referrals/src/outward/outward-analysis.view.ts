import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Institution } from '../stubs/institution.stub';

/** What numbers may be told apart by. */
export enum OutwardGrouping {
  MONTH = 'MONTH',
  INSTITUTION = 'INSTITUTION',
  RECEIVER = 'RECEIVER',
  REASON = 'REASON',
  DISEASE = 'DISEASE',
}
registerEnumType(OutwardGrouping, { name: 'OutwardGrouping' });

@ObjectType({
  description:
    'How many referrals left the community. A field that the numbers were not asked by is null.',
})
export class OutwardCount {
  @Field(() => String, { nullable: true, description: 'Of the submission, such as 2026-06.' })
  month!: string | null;

  @Field(() => Institution, { nullable: true, description: 'The sender.' })
  from!: Institution | null;

  @Field(() => Institution, { nullable: true, description: 'The receiver.' })
  to!: Institution | null;

  @Field(() => String, { nullable: true })
  reasonCode!: string | null;

  @Field(() => String, { nullable: true, description: 'What the code stands for, in Chinese.' })
  reason!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'ICD-10 category of the first diagnosis, three characters; null also for all sensitive ones together.',
  })
  disease!: string | null;

  @Field(() => Int, { description: 'Submitted, whatever became of them.' })
  referrals!: number;

  @Field(() => Int)
  emergencies!: number;

  @Field(() => Int, { description: 'Approved before or afterwards.' })
  approved!: number;

  @Field(() => Int, { description: 'Refused before or afterwards.' })
  refused!: number;

  @Field(() => Int, { description: 'With a filing number of the insurer.' })
  filed!: number;

  @Field(() => Int, { description: 'Of a disease on the list of what the county treats (RF-08).' })
  treatable!: number;
}
