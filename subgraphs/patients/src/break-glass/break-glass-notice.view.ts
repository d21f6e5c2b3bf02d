import { connectionOf } from '@lianyi/shared/graphql/page';
import { Field, ID, ObjectType } from 'type-graphql';
import { Patient } from '../patient/patient.view';

@ObjectType({
  description:
    'Tells the institution of a patient’s family doctor that her record was opened elsewhere in an emergency.',
})
export class BreakGlassNotice {
  @Field(() => ID, { description: 'The grant’s own id.' })
  id!: string;

  @Field(() => Patient)
  patient!: Patient;

  @Field(() => String)
  reason!: string;

  @Field(() => String, { description: 'Who broke the glass.' })
  viewerName!: string;

  /** Where. */
  institutionId!: string;

  @Field(() => Date)
  grantedAt!: Date;

  @Field(() => Date)
  expiresAt!: Date;

  @Field(() => Date, { description: 'By when it should have been read.' })
  dueAt!: Date;

  @Field(() => Boolean, { description: 'Whether it was, or still is, unread after its time.' })
  overdue!: boolean;

  @Field(() => Date, { nullable: true })
  acknowledgedAt!: Date | null;

  @Field(() => String, { nullable: true, description: 'Who read it first.' })
  acknowledgedBy!: string | null;
}

@ObjectType()
export class BreakGlassNoticeConnection extends connectionOf(BreakGlassNotice) {}
