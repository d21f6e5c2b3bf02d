import { connectionOf } from '@lianyi/shared/graphql/page';
import { Field, ID, ObjectType } from 'type-graphql';
import {
  OutwardApproval,
  type Referral,
  ReferralStatus,
  Urgency,
} from '../referral/referral.entity';
import { Institution } from '../stubs/institution.stub';

/** What the office weighs of a slip that leads out of the community, and nothing of its patient. */
@ObjectType({
  description:
    'An outward referral as the community office has it: reason, disease and institutions; it names no patient.',
})
export class OutwardReferral {
  @Field(() => ID)
  referralId!: string;

  @Field(() => String, { description: 'Printed on the slip.' })
  number!: string;

  @Field(() => ReferralStatus)
  status!: ReferralStatus;

  @Field(() => Urgency)
  urgency!: Urgency;

  @Field(() => OutwardApproval, { nullable: true, description: 'Null where none is needed.' })
  approval!: OutwardApproval | null;

  @Field(() => Date, { nullable: true, description: 'When it was approved or refused.' })
  approvalAt!: Date | null;

  @Field(() => String, { nullable: true, description: 'Who approved or refused it.' })
  approvalBy!: string | null;

  @Field(() => String, { nullable: true, description: 'Of the insurer.' })
  filingNumber!: string | null;

  @Field(() => String)
  reasonCode!: string;

  @Field(() => String, {
    nullable: true,
    description:
      'ICD-10 category of the first diagnosis, three characters; null where the diagnosis is sensitive.',
  })
  disease!: string | null;

  @Field(() => String, { nullable: true })
  department!: string | null;

  @Field(() => Date)
  submittedAt!: Date;

  @Field(() => Date, { nullable: true, description: 'When its next step is due.' })
  dueAt!: Date | null;

  fromInstitutionId!: string;
  toInstitutionId!: string;

  @Field(() => Institution, { nullable: true })
  get from(): Institution {
    return { id: this.fromInstitutionId };
  }

  @Field(() => Institution, { nullable: true })
  get to(): Institution {
    return { id: this.toInstitutionId };
  }
}

@ObjectType()
export class OutwardReferralConnection extends connectionOf(OutwardReferral) {}

/** Of a sensitive slip not even the category: with place and day it could tell whom it is about. */
export const diseaseOf = ({ diagnoses, sensitive }: Pick<Referral, 'diagnoses' | 'sensitive'>) =>
  sensitive ? null : (diagnoses[0]?.code.slice(0, 3) ?? null);

/** The slip without its patient. */
export const outwardView = (row: Referral): OutwardReferral =>
  Object.assign(new OutwardReferral(), {
    referralId: row.id,
    ...{ number: row.number, status: row.status, urgency: row.urgency },
    ...{ approval: row.approval, approvalAt: row.approvalAt, approvalBy: row.approvalBy },
    ...{ filingNumber: row.filingNumber, reasonCode: row.reasonCode, disease: diseaseOf(row) },
    ...{ department: row.department, submittedAt: row.submittedAt ?? row.createdAt },
    ...{ dueAt: row.dueAt, fromInstitutionId: row.fromInstitutionId },
    toInstitutionId: row.toInstitutionId,
  });
