import { CalendarDay } from '@lianyi/shared/graphql/scalars';
import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

export enum PostingKind {
  TOWNSHIP_POSTING = 'TOWNSHIP_POSTING',
  TEAM_ASSISTANCE = 'TEAM_ASSISTANCE',
  DEPUTY_HEAD = 'DEPUTY_HEAD',
  COUNTY_MANAGED_TOWNSHIP_USED = 'COUNTY_MANAGED_TOWNSHIP_USED',
  TOWNSHIP_HIRED_VILLAGE_USED = 'TOWNSHIP_HIRED_VILLAGE_USED',
  MULTI_SITE = 'MULTI_SITE',
}
registerEnumType(PostingKind, { name: 'PostingKind' });

@ObjectType({ description: 'A practitioner sent to work at another institution (派驻).' })
@Entity('posting')
@Index(['practitionerId', 'start', 'id'])
export class Posting {
  @Field(() => ID)
  @PrimaryColumn('varchar', { length: 36 })
  id!: string;

  @Column('varchar', { length: 36 })
  practitionerId!: string;

  @Field(() => PostingKind)
  @Column('varchar', { length: 32 })
  kind!: PostingKind;

  @Column('varchar', { length: 36 })
  fromInstitutionId!: string;

  @Column('varchar', { length: 36 })
  toInstitutionId!: string;

  @Field(() => CalendarDay)
  @Column('varchar', { length: 10 })
  start!: string;

  @Field(() => CalendarDay, { nullable: true })
  @Column('varchar', { length: 10, nullable: true })
  plannedEnd!: string | null;

  @Field(() => CalendarDay, { nullable: true })
  @Column('varchar', { length: 10, nullable: true })
  end!: string | null;

  @Field(() => Int)
  @Column('int')
  daysPresent!: number;
}
