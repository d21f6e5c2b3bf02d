import { REFERENCE } from '@lianyi/shared/graphql/reference-data';
import { CalendarDay } from '@lianyi/shared/graphql/scalars';
import { Directive, Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

export enum InstitutionTier {
  PROVINCIAL_HOSPITAL = 'PROVINCIAL_HOSPITAL',
  CITY_HOSPITAL = 'CITY_HOSPITAL',
  COUNTY_HOSPITAL = 'COUNTY_HOSPITAL',
  TOWNSHIP_HEALTH_CENTER = 'TOWNSHIP_HEALTH_CENTER',
  COMMUNITY_HEALTH_CENTER = 'COMMUNITY_HEALTH_CENTER',
  VILLAGE_CLINIC = 'VILLAGE_CLINIC',
  SHARED_CENTER = 'SHARED_CENTER',
  PUBLIC_HEALTH_BODY = 'PUBLIC_HEALTH_BODY',
}
registerEnumType(InstitutionTier, { name: 'InstitutionTier' });

/** A hospital, health centre, village clinic or shared centre. A column without `@Field` stays here. */
@ObjectType({ description: 'A member of the county’s institutions, or one it refers to.' })
@Directive('@key(fields: "id")')
@Entity('institution')
@Index(['tier', 'id'])
@Index(['parentId'])
@Index(['mergedIntoId'])
export class Institution {
  @Field(() => ID)
  @PrimaryColumn('varchar', { length: 36 })
  id!: string;

  @Directive(REFERENCE)
  @Field(() => String)
  @Column('varchar', { length: 100 })
  name!: string;

  @Directive(REFERENCE)
  @Field(() => InstitutionTier)
  @Column('varchar', { length: 32 })
  tier!: InstitutionTier;

  @Directive(REFERENCE)
  @Field(() => String, {
    nullable: true,
    description: 'Unified social credit code (GB 32100).',
  })
  @Column('varchar', { length: 18, nullable: true })
  creditCode!: string | null;

  @Directive(REFERENCE)
  @Field(() => String, { description: 'GB/T 2260 division code.' })
  @Column('varchar', { length: 12 })
  regionCode!: string;

  @Directive(REFERENCE)
  @Field(() => String, {
    nullable: true,
    description:
      'Code of a medical institution (医疗机构代码), 22 signs; of a small one, 12 digits.',
  })
  @Column('varchar', { length: 22, nullable: true })
  institutionCode!: string | null;

  @Column('varchar', { length: 4, nullable: true })
  categoryCode!: string | null;

  @Column('varchar', { length: 36, nullable: true })
  parentId!: string | null;

  /** Whose office added it; null: it came with the county. */
  @Column('varchar', { length: 36, nullable: true })
  addedById!: string | null;

  @Column('varchar', { length: 36, nullable: true })
  mergedIntoId!: string | null;

  @Directive(REFERENCE)
  @Field(() => CalendarDay, {
    nullable: true,
    description:
      'The first day on which it is a part of another institution; it may be yet to come.',
  })
  @Column('varchar', { length: 10, nullable: true })
  mergedOn!: string | null;
}
