import { connectionOf } from '@lianyi/shared/graphql/page';
import { Field, ID, ObjectType } from 'type-graphql';
import { ReferralDirection, ReferralStatus, Urgency } from '../referral/referral.entity';
import { Institution } from '../stubs/institution.stub';

/** A slip whose next step is late, and nothing of its patient. */
@ObjectType({
  description: 'A referral whose next step is overdue; it names no patient, `referral` does.',
})
export class OverdueReferral {
  @Field(() => ID)
  referralId!: string;

  @Field(() => String, { description: 'Printed on the slip.' })
  number!: string;

  @Field(() => ReferralDirection)
  direction!: ReferralDirection;

  @Field(() => ReferralStatus)
  status!: ReferralStatus;

  @Field(() => Urgency)
  urgency!: Urgency;

  @Field(() => Date)
  dueAt!: Date;

  fromInstitutionId!: string;
  toInstitutionId!: string;

  @Field(() => Institution, { nullable: true })
  get from(): Institution {
    return { id: this.fromInstitutionId };
  }

  @Field(() => Institution, { nullable: true, description: 'Whose the next step is.' })
  get to(): Institution {
    return { id: this.toInstitutionId };
  }
}

@ObjectType()
export class OverdueReferralConnection extends connectionOf(OverdueReferral) {}
