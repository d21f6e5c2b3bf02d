import { REFERENCE } from '@lianyi/shared/graphql/reference-data';
import { CalendarDay } from '@lianyi/shared/graphql/scalars';
import { Directive, Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

export enum ConsortiumForm {
  COUNTY_COMMUNITY = 'COUNTY_COMMUNITY',
  CITY_GROUP = 'CITY_GROUP',
  CITY_COUNTY_ALLIANCE = 'CITY_COUNTY_ALLIANCE',
  SPECIALTY_ALLIANCE = 'SPECIALTY_ALLIANCE',
  TELEMEDICINE_NETWORK = 'TELEMEDICINE_NETWORK',
}
registerEnumType(ConsortiumForm, { name: 'ConsortiumForm' });

export enum Integration {
  TIGHT = 'TIGHT',
  LOOSE = 'LOOSE',
}
registerEnumType(Integration, { name: 'Integration' });

@ObjectType({ description: 'Institutions that work as one (医联体), tight or by agreement.' })
@Entity('consortium')
export class Consortium {
  @Directive(REFERENCE)
  @Field(() => ID)
  @PrimaryColumn('varchar', { length: 36 })
  id!: string;

  @Directive(REFERENCE)
  @Field(() => String)
  @Column('varchar', { length: 100 })
  name!: string;

  @Directive(REFERENCE)
  @Field(() => ConsortiumForm)
  @Column('varchar', { length: 32 })
  form!: ConsortiumForm;

  @Directive(REFERENCE)
  @Field(() => Integration)
  @Column('varchar', { length: 8 })
  integration!: Integration;

  @Column('varchar', { length: 36 })
  leadId!: string;
}

/** The first day of a membership that has been from the beginning. */
export const fromEver = '1900-01-01';

@ObjectType('ConsortiumMembership', {
  description: 'An institution’s time in a consortium, both days counted.',
})
@Entity('consortium_membership')
@Index(['institutionId'])
export class ConsortiumMember {
  @PrimaryColumn('varchar', { length: 36 })
  consortiumId!: string;

  @PrimaryColumn('varchar', { length: 36 })
  institutionId!: string;

  @PrimaryColumn('varchar', { length: 10 })
  joinedOn: string = fromEver;

  @Field(() => CalendarDay, { nullable: true, description: 'Null while it lasts.' })
  @Column('varchar', { length: 10, nullable: true })
  lastDay!: string | null;
}
