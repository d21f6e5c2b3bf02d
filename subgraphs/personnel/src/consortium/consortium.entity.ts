import { REFERENCE } from '@lianyi/shared/graphql/reference-data';
import { Directive, Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';

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

/** Who belongs to a consortium. */
@Entity('consortium_member')
export class ConsortiumMember {
  @PrimaryColumn('varchar', { length: 36 })
  consortiumId!: string;

  @PrimaryColumn('varchar', { length: 36 })
  institutionId!: string;

  /** Its first day there; null: from the beginning. */
  @Column('varchar', { length: 10, nullable: true })
  joinedOn!: string | null;
}
