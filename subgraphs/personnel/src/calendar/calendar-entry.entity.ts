import { CalendarDay, DateTime } from '@lianyi/shared/graphql/scalars';
import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

export enum CalendarKind {
  CIRCUIT_CLINIC = 'CIRCUIT_CLINIC',
  VILLAGE_VISIT = 'VILLAGE_VISIT',
  SATURDAY_DOCTOR = 'SATURDAY_DOCTOR',
  EXPERT_STUDIO = 'EXPERT_STUDIO',
}
registerEnumType(CalendarKind, {
  name: 'CalendarKind',
  description: '巡回医疗, 村级巡诊, 星期六医师, 专家工作室.',
});

export enum Recurrence {
  ONCE = 'ONCE',
  WEEKLY = 'WEEKLY',
  MONTHLY = 'MONTHLY',
}
registerEnumType(Recurrence, {
  name: 'Recurrence',
  description:
    'WEEKLY: on the weekday of the first day. MONTHLY: on the same weekday of the month, such as each second Tuesday.',
});

@ObjectType({
  description: 'When a practitioner is at a place: once, each week or each month (排班日历).',
})
@Entity('calendar_entry')
@Index(['practitionerId', 'lastDay'])
@Index(['toInstitutionId', 'lastDay'])
export class CalendarEntry {
  @Field(() => ID)
  @PrimaryColumn('varchar', { length: 36 })
  id!: string;

  @Field(() => CalendarKind)
  @Column('varchar', { length: 20 })
  kind!: CalendarKind;

  @Column('varchar', { length: 36 })
  practitionerId!: string;

  /** Who employed the person when it was planned, and manages the entry. */
  @Column('varchar', { length: 36 })
  fromInstitutionId!: string;

  @Column('varchar', { length: 36 })
  toInstitutionId!: string;

  @Field(() => Recurrence)
  @Column('varchar', { length: 8 })
  recurrence!: Recurrence;

  @Field(() => CalendarDay)
  @Column('varchar', { length: 10 })
  firstDay!: string;

  @Field(() => CalendarDay, { description: 'No session is after it.' })
  @Column('varchar', { length: 10 })
  lastDay!: string;

  @Field(() => String, { description: 'Time of day in Shanghai, such as 08:30.' })
  @Column('varchar', { length: 5 })
  startsAt!: string;

  @Field(() => String, { description: 'Time of day in Shanghai, the same day.' })
  @Column('varchar', { length: 5 })
  endsAt!: string;

  /** Counts changes: of two at once one holds. */
  @Column('int')
  sequence!: number;

  @Field(() => DateTime)
  @Column('datetime', { precision: 3 })
  changedAt!: Date;

  @Field(() => DateTime, {
    nullable: true,
    description: 'Set where none of its sessions takes place.',
  })
  @Column('datetime', { precision: 3, nullable: true })
  cancelledAt!: Date | null;
}
