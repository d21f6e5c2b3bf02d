import { CalendarDay } from '@lianyi/shared/graphql/scalars';
import { Field, Int, ObjectType } from 'type-graphql';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

@ObjectType({ description: 'What a trainee learnt on a day (进修生培训手册).' })
@Entity('handbook_entry')
@Index(['trainingId', 'on', 'id'])
export class HandbookEntry {
  /** Made of training, day and topic, which are one entry. */
  @PrimaryColumn('varchar', { length: 36 })
  id!: string;

  @Column('varchar', { length: 36 })
  trainingId!: string;

  @Field(() => CalendarDay)
  @Column('varchar', { length: 10 })
  on!: string;

  @Field(() => String)
  @Column('varchar', { length: 200 })
  topic!: string;

  @Field(() => Int, { nullable: true })
  @Column('int', { nullable: true })
  score!: number | null;

  @Column('varchar', { length: 36, nullable: true })
  assessedById!: string | null;
}

@ObjectType({ description: 'How a mentor judges a month of training.' })
@Entity('training_assessment')
export class TrainingAssessment {
  @PrimaryColumn('varchar', { length: 36 })
  trainingId!: string;

  @Field(() => String, { description: 'Such as 2026-05.' })
  @PrimaryColumn('varchar', { length: 7 })
  month!: string;

  @Field(() => Int)
  @Column('int')
  score!: number;

  @Field(() => String, { nullable: true })
  @Column('text', { nullable: true })
  note!: string | null;

  @Column('varchar', { length: 36 })
  assessedById!: string;
}
