import { CalendarDay } from '@lianyi/shared/graphql/scalars';
import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { TitleLevel } from '../practitioner/practitioner.entity';

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
@Index(['toInstitutionId', 'start', 'id'])
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

  /** Counted when it ends; before that the days so far are told. */
  @Column('int')
  daysPresent!: number;

  /** Null where it began before titles were kept: then the person’s present one stands for it. */
  @Column('varchar', { length: 16, nullable: true })
  titleAtStart!: TitleLevel | null;
}
