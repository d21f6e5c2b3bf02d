import { CalendarDay } from '@lianyi/shared/graphql/scalars';
import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

export enum BodyKind {
  LEADING_GROUP = 'LEADING_GROUP',
  OFFICE = 'OFFICE',
  COUNCIL = 'COUNCIL',
  LEADERSHIP = 'LEADERSHIP',
  SENIOR_EXPERTS = 'SENIOR_EXPERTS',
  EXPERTS = 'EXPERTS',
}
registerEnumType(BodyKind, {
  name: 'BodyKind',
  description:
    'Leading group (领导小组), office (办公室), council (理事会), leadership (领导班子), senior experts (资深专家组), experts (专家组).',
});

export enum BodyRole {
  HEAD = 'HEAD',
  DEPUTY = 'DEPUTY',
  DIRECTOR = 'DIRECTOR',
  MEMBER = 'MEMBER',
}
registerEnumType(BodyRole, { name: 'BodyRole' });

/** Both days counted; without an end it lasts to the end of the term, without one it lasts. */
@ObjectType('ConsortiumBodySeat', { description: 'A person’s office in a body of a consortium.' })
@Entity('consortium_body_seat')
@Index(['consortiumId', 'start', 'id'])
export class BodySeat {
  @Field(() => ID)
  @PrimaryColumn('varchar', { length: 36 })
  id!: string;

  @Column('varchar', { length: 36 })
  consortiumId!: string;

  @Field(() => BodyKind)
  @Column('varchar', { length: 24 })
  body!: BodyKind;

  @Field(() => BodyRole)
  @Column('varchar', { length: 16 })
  role!: BodyRole;

  @Column('varchar', { length: 36 })
  practitionerId!: string;

  @Field(() => CalendarDay)
  @Column('varchar', { length: 10 })
  start!: string;

  @Field(() => CalendarDay, { nullable: true, description: 'The last day of the term.' })
  @Column('varchar', { length: 10, nullable: true })
  termEnd!: string | null;

  @Field(() => CalendarDay, { nullable: true, description: 'The last day, where it ended.' })
  @Column('varchar', { length: 10, nullable: true })
  end!: string | null;

  @Field(() => String, { nullable: true, description: 'Goals of the term (任期目标).' })
  @Column('text', { nullable: true })
  goals!: string | null;

  @Field(() => String, { nullable: true, description: 'Who appointed her (聘任).' })
  @Column('varchar', { length: 100, nullable: true })
  appointedBy!: string | null;
}
