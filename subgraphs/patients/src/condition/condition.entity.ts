import { Coding } from '@lianyi/shared/graphql/coding';
import { CalendarDay } from '@lianyi/shared/graphql/scalars';
import { Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

@ObjectType({ description: 'A diagnosis that lasts: a problem of the patient’s list.' })
@Entity('patient_condition')
@Index(['patientId', 'recordedAt', 'id'])
export class Condition {
  @Field(() => ID)
  @PrimaryColumn('varchar', { length: 36 })
  id!: string;

  @Column('varchar', { length: 36 })
  patientId!: string;

  @Field(() => Coding)
  @Column('simple-json')
  code!: Coding;

  @Field(() => CalendarDay, { nullable: true })
  @Column('varchar', { length: 10, nullable: true })
  onset!: string | null;

  @Field(() => Boolean)
  @Column('boolean')
  active!: boolean;

  @Field(() => Boolean)
  @Column('boolean')
  chronic!: boolean;

  /** By the list of sensitive codes in force when it was recorded. */
  @Column('boolean')
  sensitive!: boolean;

  @Column('varchar', { length: 36, nullable: true })
  institutionId!: string | null;

  @Column('datetime', { precision: 3 })
  recordedAt!: Date;
}
