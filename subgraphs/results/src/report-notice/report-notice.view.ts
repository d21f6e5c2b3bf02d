import { connectionOf } from '@lianyi/shared/graphql/page';
import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { ResultItem } from '../result-item/result-item.entity';
import { Institution } from '../stubs/institution.stub';
import { Patient } from '../stubs/patient.stub';
import { type ChangedField, changedFields } from './changes';

export const noticeKinds = ['AMENDED', 'CANCELLED', 'WITHDRAWN'] as const;
export type NoticeKind = (typeof noticeKinds)[number];

const NoticeKindEnum = Object.fromEntries(noticeKinds.map((one) => [one, one]));
registerEnumType(NoticeKindEnum, {
  name: 'ReportNoticeKind',
  description: 'WITHDRAWN: the sender corrected whose it is, and it is not this patient’s.',
});
const ChangedFieldEnum = Object.fromEntries(changedFields.map((one) => [one, one]));
registerEnumType(ChangedFieldEnum, { name: 'ReportChangeField' });

@ObjectType({ description: 'One thing in a report that is not what it was.' })
export class ReportChange {
  @Field(() => ChangedFieldEnum)
  field!: ChangedField;

  @Field(() => ResultItem, {
    nullable: true,
    description: 'The value’s item; null for the report.',
  })
  item!: ResultItem | null;

  @Field(() => String, {
    nullable: true,
    description: 'As it was printed; null: it was not there.',
  })
  from!: string | null;

  @Field(() => String, { nullable: true, description: 'As it is printed now; null: it is gone.' })
  to!: string | null;
}

@ObjectType({
  description:
    'Tells an institution that a report it looked at or relied on was amended, cancelled or withdrawn.',
})
export class ReportNotice {
  @Field(() => ID)
  id!: string;

  patientId!: string;
  reportId!: string;
  reportKind!: 'LAB' | 'EXAM';
  reporterId!: string;

  @Field(() => NoticeKindEnum)
  kind!: NoticeKind;

  @Field(() => Int, { description: 'The version the institution knew.' })
  fromVersion!: number;

  @Field(() => Int, { description: 'The version in force when it was told.' })
  toVersion!: number;

  @Field(() => Boolean, { description: 'It decided by the report, and did not only look.' })
  relied!: boolean;

  @Field(() => [ReportChange], {
    description: 'Values in the order of the later version, then what else; none where WITHDRAWN.',
  })
  changes!: ReportChange[];

  @Field(() => Date)
  raisedAt!: Date;

  @Field(() => Date, { nullable: true })
  readAt!: Date | null;

  @Field(() => String, { nullable: true, description: 'Who read it first.' })
  readBy!: string | null;

  @Field(() => Patient, { nullable: true })
  get patient(): Patient {
    return { id: this.patientId };
  }

  @Field(() => Institution, { nullable: true, description: 'Who reported it.' })
  get institution(): Institution {
    return { id: this.reporterId };
  }
}

@ObjectType()
export class ReportNoticeConnection extends connectionOf(ReportNotice) {}
