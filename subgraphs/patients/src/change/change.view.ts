import { PageInfo } from '@lianyi/shared/graphql/page';
import { Field, ID, ObjectType } from 'type-graphql';

@ObjectType({ description: 'A number, kind, day or id that an event names.' })
export class ChangeDetail {
  @Field(() => String)
  name!: string;

  @Field(() => String, { nullable: true })
  value!: string | null;
}

@ObjectType({ description: 'Something that happened in one of the parts, once and in its place.' })
export class Change {
  @Field(() => String, {
    description: 'Its place in the feed. Store it with what you did: changes(after:) goes on here.',
  })
  cursor!: string;

  @Field(() => String, { description: 'Such as results.report.stored.' })
  type!: string;

  @Field(() => Date, { description: 'When it was recorded.' })
  at!: Date;

  @Field(() => ID, {
    nullable: true,
    description: 'Stands for the patient’s record, always the same; tells nothing of who she is.',
  })
  pseudonym!: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Of a merge or its reversal: the record that went into the other.',
  })
  otherPseudonym!: string | null;

  @Field(() => ID, { nullable: true, description: 'Only with the scope identified.' })
  patientId!: string | null;

  @Field(() => ID, { nullable: true, description: 'Only with the scope identified.' })
  otherPatientId!: string | null;

  @Field(() => [ChangeDetail])
  details!: ChangeDetail[];

  institutionId!: string | null;
}

@ObjectType({
  description:
    'A page may be short or empty though there is more: what the viewer may not see is passed over. Go on from endCursor while hasNextPage.',
})
export class ChangeConnection {
  @Field(() => [Change])
  nodes!: Change[];

  @Field(() => PageInfo)
  pageInfo!: PageInfo;

  @Field(() => String, {
    nullable: true,
    description: 'Where the feed ends now; null while nothing was ever told.',
  })
  latest!: string | null;
}
