import { DateTime } from '@lianyi/shared/graphql/scalars';
import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

export enum OutreachKind {
  TEACHING_ROUND = 'TEACHING_ROUND',
  OUTPATIENT_SESSION = 'OUTPATIENT_SESSION',
  CONSULTATION = 'CONSULTATION',
  SURGICAL_DEMONSTRATION = 'SURGICAL_DEMONSTRATION',
  CASE_DISCUSSION = 'CASE_DISCUSSION',
  TECHNIQUE = 'TECHNIQUE',
  PRESCRIPTION_REVIEW = 'PRESCRIPTION_REVIEW',
  RECORD_REVIEW = 'RECORD_REVIEW',
  CIRCUIT_CLINIC = 'CIRCUIT_CLINIC',
  VILLAGE_VISIT = 'VILLAGE_VISIT',
  LECTURE = 'LECTURE',
  FREE_CLINIC = 'FREE_CLINIC',
  TRAINING = 'TRAINING',
}
registerEnumType(OutreachKind, { name: 'OutreachKind' });

/** An entry of the outreach log. Whom it helped stands there as numbers alone. */
@ObjectType({ description: 'A visit to help another institution (下乡帮扶日志).' })
@Entity('outreach_visit')
@Index(['practitionerId', 'startedAt', 'id'])
@Index(['hostId', 'startedAt', 'id'])
@Index(['hostId', 'confirmedById', 'startedAt', 'id'])
@Index(['fromInstitutionId', 'startedAt', 'id'])
@Index(['recordedAtInstitutionId', 'idempotencyKey'], { unique: true })
export class OutreachVisit {
  @Field(() => ID)
  @PrimaryColumn('varchar', { length: 36 })
  id!: string;

  @Column('varchar', { length: 36 })
  practitionerId!: string;

  /** Who employed the visitor then. */
  @Column('varchar', { length: 36 })
  fromInstitutionId!: string;

  @Column('varchar', { length: 36 })
  hostId!: string;

  @Field(() => OutreachKind)
  @Column('varchar', { length: 32 })
  kind!: OutreachKind;

  @Field(() => DateTime)
  @Column('datetime', { precision: 3 })
  startedAt!: Date;

  @Field(() => DateTime)
  @Column('datetime', { precision: 3 })
  endedAt!: Date;

  /** The day it counts on: Asia/Shanghai, of its start. */
  @Column('varchar', { length: 10 })
  day!: string;

  @Column('int')
  minutes!: number;

  @Field(() => Int, {
    description: 'What its kind counts: sheets or records reviewed, consultations, techniques.',
  })
  @Column('int')
  count!: number;

  @Field(() => String, { nullable: true })
  @Column('varchar', { length: 200, nullable: true })
  topic!: string | null;

  @Field(() => Int, { description: 'Persons examined or treated.' })
  @Column('int')
  peopleSeen!: number;

  @Field(() => Int, { description: 'Staff of the host who were taught.' })
  @Column('int')
  peopleTaught!: number;

  @Field(() => String, { nullable: true, description: 'What was found wanting.' })
  @Column('text', { nullable: true })
  problems!: string | null;

  @Field(() => String, { nullable: true })
  @Column('text', { nullable: true })
  advice!: string | null;

  @Field(() => String, { nullable: true })
  @Column('text', { nullable: true })
  notes!: string | null;

  @Column('varchar', { length: 36, nullable: true })
  confirmedById!: string | null;

  @Field(() => DateTime, { nullable: true })
  @Column('datetime', { precision: 3, nullable: true })
  confirmedAt!: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'From then on it counts for nothing.' })
  @Column('datetime', { precision: 3, nullable: true })
  withdrawnAt!: Date | null;

  @Field(() => String, { nullable: true })
  @Column('text', { nullable: true })
  withdrawReason!: string | null;

  @Column('varchar', { length: 36 })
  recordedAtInstitutionId!: string;

  @Column('varchar', { length: 64 })
  idempotencyKey!: string;
}
