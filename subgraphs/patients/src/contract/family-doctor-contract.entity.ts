import { CalendarDay } from '@lianyi/shared/graphql/scalars';
import { Directive, Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

@ObjectType()
@Directive('@shareable')
export class Period {
  @Field(() => CalendarDay)
  start!: string;

  @Field(() => CalendarDay, { nullable: true })
  end!: string | null;
}

/** Where a contract stands on a day; derived, never stored. */
export enum ContractState {
  UPCOMING = 'UPCOMING',
  ACTIVE = 'ACTIVE',
  RENEWED = 'RENEWED',
  EXPIRED = 'EXPIRED',
  ENDED = 'ENDED',
}
registerEnumType(ContractState, {
  name: 'ContractState',
  description:
    'RENEWED: it has run out and another follows it. EXPIRED: it has run out and none does. ENDED: before its time.',
});

@ObjectType({ description: 'A resident signed with a family-doctor team (家庭医生签约).' })
@Entity('family_doctor_contract')
@Index(['patientId', 'start', 'end'])
@Index(['institutionId', 'teamId', 'patientId', 'start', 'end'])
export class FamilyDoctorContract {
  @Field(() => ID)
  @PrimaryColumn('varchar', { length: 36 })
  id!: string;

  @Column('varchar', { length: 36 })
  patientId!: string;

  @Column('varchar', { length: 36 })
  teamId!: string;

  @Column('varchar', { length: 36 })
  institutionId!: string;

  /** First calendar day, Asia/Shanghai. */
  @Column('varchar', { length: 10 })
  start!: string;

  /** Last calendar day; the day before `start` where it was ended before it began. */
  @Column('varchar', { length: 10, nullable: true })
  end!: string | null;

  /** Codes of the priority groups (重点人群): 01 elderly to 11 other chronic. */
  @Column('simple-json')
  priorityGroups!: string[];

  @Field(() => Date, { nullable: true })
  @Column('datetime', { precision: 3, nullable: true })
  signedAt!: Date | null;

  @Field(() => ID, { nullable: true, description: 'The contract this one follows.' })
  @Column('varchar', { length: 36, nullable: true })
  renewsId!: string | null;

  /** The contract that follows this one: set once. */
  @Column('varchar', { length: 36, nullable: true })
  renewedById!: string | null;

  /** When it was ended before its time. */
  @Column('datetime', { precision: 3, nullable: true })
  endedAt!: Date | null;

  /** The last day it was signed for; null unless it was ended before its time. */
  @Field(() => CalendarDay, {
    nullable: true,
    description: 'The last day it was signed for, where it was ended before.',
  })
  @Column('varchar', { length: 10, nullable: true })
  plannedEnd!: string | null;

  @Column('varchar', { length: 500, nullable: true })
  endReason!: string | null;
}
