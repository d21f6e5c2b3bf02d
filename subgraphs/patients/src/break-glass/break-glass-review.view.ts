import { connectionOf } from '@lianyi/shared/graphql/page';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { BreakGlassOutcome, BreakGlassReviewStatus } from './break-glass-review.entity';

@ObjectType({ description: 'Who broke the glass, as the access log names her.' })
export class BreakGlassViewer {
  @Field(() => String)
  subject!: string;

  @Field(() => String)
  name!: string;

  @Field(() => [String])
  roles!: string[];

  institutionId!: string;
}

@ObjectType({ description: 'What was done while the glass was broken, and how often.' })
export class BreakGlassUse {
  @Field(() => String)
  action!: string;

  @Field(() => Int)
  count!: number;
}

@ObjectType({
  description:
    'An emergency to be judged by an auditor. The patient is her id alone, which leads to accessLog: an auditor opens no record.',
})
export class BreakGlassReview {
  @Field(() => ID, { description: 'The grant’s own id.' })
  id!: string;

  @Field(() => ID)
  patientId!: string;

  @Field(() => String)
  reason!: string;

  @Field(() => Date)
  grantedAt!: Date;

  @Field(() => Date)
  expiresAt!: Date;

  @Field(() => Boolean, {
    description: 'Whether it opened what the patient keeps from that institution.',
  })
  restricted!: boolean;

  @Field(() => BreakGlassViewer)
  viewer!: BreakGlassViewer;

  @Field(() => BreakGlassReviewStatus)
  status!: BreakGlassReviewStatus;

  @Field(() => Date, { description: 'The end of the working day by which it must be judged.' })
  dueAt!: Date;

  @Field(() => Boolean, { description: 'Whether it was, or still is, judged after its time.' })
  overdue!: boolean;

  @Field(() => BreakGlassOutcome, { nullable: true })
  outcome!: BreakGlassOutcome | null;

  @Field(() => String, { nullable: true })
  note!: string | null;

  @Field(() => String, { nullable: true, description: 'The auditor’s name.' })
  reviewedBy!: string | null;

  @Field(() => Date, { nullable: true })
  reviewedAt!: Date | null;
}

@ObjectType()
export class BreakGlassReviewConnection extends connectionOf(BreakGlassReview) {}
