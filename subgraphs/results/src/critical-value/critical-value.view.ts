import { connectionOf } from '@lianyi/shared/graphql/page';
import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { Institution } from '../stubs/institution.stub';
import { Patient } from '../stubs/patient.stub';
import { type CriticalGround, criticalGrounds } from './judge-critical';

export const criticalStatuses = [
  'OPEN',
  'ACKNOWLEDGED',
  'HANDLED',
  'OVERDUE',
  'SUPERSEDED',
] as const;
export type CriticalValueStatus = (typeof criticalStatuses)[number];

export const CriticalValueStatusEnum = Object.fromEntries(
  criticalStatuses.map((one) => [one, one]),
);
registerEnumType(CriticalValueStatusEnum, {
  name: 'CriticalValueStatus',
  description:
    'OVERDUE: not acknowledged in time, and told to who is on duty. SUPERSEDED: corrected before it was handled.',
});

const CriticalGroundEnum = Object.fromEntries(criticalGrounds.map((one) => [one, one]));
registerEnumType(CriticalGroundEnum, {
  name: 'CriticalGround',
  description:
    'FLAG: the laboratory printed it so. LIMIT: it reaches a limit of the county’s or the institution’s. EXAM: the reporting physician said so.',
});

@ObjectType({
  description:
    'A critical value (危急值): it must reach somebody in time, who reads it back and does something.',
})
export class CriticalValue {
  @Field(() => ID)
  id!: string;

  patientId!: string;
  reportId!: string;
  kind!: 'LAB' | 'EXAM';
  shownVersion!: number;
  observationId!: string | null;
  institutionId!: string;

  @Field(() => CriticalGroundEnum)
  ground!: CriticalGround;

  @Field(() => CriticalValueStatusEnum)
  status!: CriticalValueStatus;

  @Field(() => Date)
  raisedAt!: Date;

  @Field(() => Date, { description: 'By when it must be acknowledged.' })
  dueAt!: Date;

  @Field(() => Date, { description: 'By when what was done must be recorded.' })
  handleDueAt!: Date;

  @Field(() => String, { nullable: true, description: 'For which department, as the sender said.' })
  department!: string | null;

  @Field(() => Date, {
    nullable: true,
    description: 'When who is on duty was told; null where it was acknowledged in time.',
  })
  escalatedAt!: Date | null;

  @Field(() => Date, { nullable: true })
  acknowledgedAt!: Date | null;

  @Field(() => String, { nullable: true })
  acknowledgedBy!: string | null;

  @Field(() => String, { nullable: true, description: 'As it was read back.' })
  readBack!: string | null;

  @Field(() => String, { nullable: true, description: 'What was done.' })
  handling!: string | null;

  @Field(() => Date, { nullable: true })
  handledAt!: Date | null;

  @Field(() => String, { nullable: true })
  handledBy!: string | null;

  @Field(() => Patient, { nullable: true })
  get patient(): Patient {
    return { id: this.patientId };
  }

  @Field(() => Institution, { nullable: true, description: 'Who reported it.' })
  get institution(): Institution {
    return { id: this.institutionId };
  }
}

@ObjectType()
export class CriticalValueConnection extends connectionOf(CriticalValue) {}

@ObjectType({
  description:
    'That a critical value waits beyond its time, for who is on duty; it tells nothing of whose it is.',
})
export class CriticalValueEscalation {
  @Field(() => ID, { description: 'The value’s own id, by which those it concerns find it.' })
  id!: string;

  institutionId!: string;

  @Field(() => String, { nullable: true })
  department!: string | null;

  @Field(() => Date)
  raisedAt!: Date;

  @Field(() => Date)
  dueAt!: Date;

  @Field(() => Institution, { nullable: true, description: 'Who reported it.' })
  get institution(): Institution {
    return { id: this.institutionId };
  }
}

@ObjectType()
export class CriticalValueEscalationConnection extends connectionOf(CriticalValueEscalation) {}
