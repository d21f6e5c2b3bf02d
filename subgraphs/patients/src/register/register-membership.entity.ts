import { CalendarDay } from '@lianyi/shared/graphql/scalars';
import { Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

@ObjectType({ description: 'A resident on a register, from when to when.' })
@Entity('register_membership')
@Index(['patientId', 'openRegister'], { unique: true })
@Index(['institutionId', 'register', 'patientId', 'since', 'until'])
export class RegisterMembership {
  @Field(() => ID)
  @PrimaryColumn('varchar', { length: 36 })
  id!: string;

  @Column('varchar', { length: 36 })
  patientId!: string;

  /** Code of the register; `register` itself is resolved to its definition. */
  @Column('varchar', { length: 32 })
  register!: string;

  /** The register's code until she leaves it: of two who enrol her at once one meets the index. */
  @Column('varchar', { length: 32, nullable: true })
  openRegister!: string | null;

  /** Who keeps her on it. */
  @Column('varchar', { length: 36 })
  institutionId!: string;

  @Field(() => CalendarDay)
  @Column('varchar', { length: 10 })
  since!: string;

  @Field(() => CalendarDay, { nullable: true, description: 'The last day on it; null: still is.' })
  @Column('varchar', { length: 10, nullable: true })
  until!: string | null;

  @Field(() => CalendarDay, { nullable: true, description: 'Null once she has left.' })
  @Column('varchar', { length: 10, nullable: true })
  nextDueOn!: string | null;

  @Field(() => CalendarDay, { nullable: true })
  @Column('varchar', { length: 10, nullable: true })
  lastFollowUpOn!: string | null;

  @Column('varchar', { length: 500, nullable: true })
  leaveReason!: string | null;
}

@ObjectType({ description: 'One follow-up of a resident on a register.' })
@Entity('register_follow_up')
@Index(['membershipId', 'on'], { unique: true })
export class RegisterFollowUp {
  @Field(() => ID)
  @PrimaryColumn('varchar', { length: 36 })
  id!: string;

  @Column('varchar', { length: 36 })
  membershipId!: string;

  @Field(() => CalendarDay)
  @Column('varchar', { length: 10 })
  on!: string;

  @Field(() => String, { nullable: true })
  @Column('varchar', { length: 500, nullable: true })
  note!: string | null;

  @Column('varchar', { length: 36 })
  institutionId!: string;

  @Field(() => Date)
  @Column('datetime', { precision: 3 })
  recordedAt!: Date;
}
