import { CalendarDay } from '@lianyi/shared/graphql/scalars';
import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

export enum TrainingKind {
  FURTHER_TRAINING = 'FURTHER_TRAINING',
  APPRENTICESHIP = 'APPRENTICESHIP',
}
registerEnumType(TrainingKind, {
  name: 'TrainingKind',
  description: 'FURTHER_TRAINING 进修, APPRENTICESHIP 师带徒.',
});

export enum TrainingResult {
  PASSED = 'PASSED',
  FAILED = 'FAILED',
  WITHDRAWN = 'WITHDRAWN',
}
registerEnumType(TrainingResult, { name: 'TrainingResult' });

@ObjectType({ description: 'A person who learns at another institution with a mentor there.' })
@Entity('training_placement')
@Index(['traineeId', 'start', 'id'])
@Index(['mentorId', 'start', 'id'])
@Index(['hostId', 'start', 'id'])
@Index(['fromInstitutionId', 'start', 'id'])
export class TrainingPlacement {
  @Field(() => ID)
  @PrimaryColumn('varchar', { length: 36 })
  id!: string;

  @Field(() => TrainingKind)
  @Column('varchar', { length: 32 })
  kind!: TrainingKind;

  @Column('varchar', { length: 36 })
  traineeId!: string;

  /** Who employed the trainee when it began. */
  @Column('varchar', { length: 36 })
  fromInstitutionId!: string;

  @Column('varchar', { length: 36 })
  hostId!: string;

  @Column('varchar', { length: 36 })
  mentorId!: string;

  @Field(() => String, { nullable: true })
  @Column('varchar', { length: 60, nullable: true })
  department!: string | null;

  @Field(() => String, { nullable: true, description: 'What is to be learnt, and how.' })
  @Column('text', { nullable: true })
  plan!: string | null;

  @Field(() => CalendarDay)
  @Column('varchar', { length: 10 })
  start!: string;

  @Field(() => CalendarDay, { nullable: true })
  @Column('varchar', { length: 10, nullable: true })
  plannedEnd!: string | null;

  /** Set with the result. */
  @Column('varchar', { length: 10, nullable: true })
  end!: string | null;

  @Field(() => TrainingResult, { nullable: true, description: 'Once it is finished.' })
  @Column('varchar', { length: 16, nullable: true })
  result!: TrainingResult | null;

  @Field(() => String, { nullable: true })
  @Column('text', { nullable: true })
  resultNote!: string | null;
}
