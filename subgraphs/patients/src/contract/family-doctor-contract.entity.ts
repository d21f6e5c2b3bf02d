import { CalendarDay } from '@lianyi/shared/graphql/scalars';
import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

@ObjectType()
@Directive('@shareable')
export class Period {
  @Field(() => CalendarDay)
  start!: string;

  @Field(() => CalendarDay, { nullable: true })
  end!: string | null;
}

@ObjectType({ description: 'A resident signed with a family-doctor team (家庭医生签约).' })
@Entity('family_doctor_contract')
@Index(['patientId', 'start'])
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

  /** Last calendar day. */
  @Column('varchar', { length: 10, nullable: true })
  end!: string | null;

  /** Codes of the priority groups (重点人群): 01 elderly to 11 other chronic. */
  @Column('simple-json')
  priorityGroups!: string[];
}
