import { REFERENCE } from '@lianyi/shared/graphql/reference-data';
import { Directive, Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

export enum PractitionerCategory {
  PHYSICIAN = 'PHYSICIAN',
  VILLAGE_DOCTOR = 'VILLAGE_DOCTOR',
  PHARMACIST = 'PHARMACIST',
  NURSE = 'NURSE',
  TECHNICIAN = 'TECHNICIAN',
  PUBLIC_HEALTH = 'PUBLIC_HEALTH',
  ADMINISTRATOR = 'ADMINISTRATOR',
}
registerEnumType(PractitionerCategory, { name: 'PractitionerCategory' });

export enum TitleLevel {
  SENIOR = 'SENIOR',
  ASSOCIATE_SENIOR = 'ASSOCIATE_SENIOR',
  INTERMEDIATE = 'INTERMEDIATE',
  JUNIOR = 'JUNIOR',
  ASSISTANT = 'ASSISTANT',
  NONE = 'NONE',
}
registerEnumType(TitleLevel, {
  name: 'TitleLevel',
  description:
    'GB/T 8561 level: SENIOR 231, ASSOCIATE_SENIOR 232, INTERMEDIATE 233 (attending physician), JUNIOR 234, ASSISTANT 235.',
});

@ObjectType({ description: 'A person who works for an institution.' })
@Directive('@key(fields: "id")')
@Entity('practitioner')
@Index(['employerId', 'id'])
export class Practitioner {
  @Field(() => ID)
  @PrimaryColumn('varchar', { length: 36 })
  id!: string;

  @Directive(REFERENCE)
  @Field(() => String)
  @Column('varchar', { length: 60 })
  name!: string;

  @Directive(REFERENCE)
  @Field(() => PractitionerCategory)
  @Column('varchar', { length: 16 })
  category!: PractitionerCategory;

  @Directive(REFERENCE)
  @Field(() => TitleLevel)
  @Column('varchar', { length: 16 })
  titleLevel!: TitleLevel;

  @Directive(REFERENCE)
  @Field(() => String, { nullable: true })
  @Column('varchar', { length: 8, nullable: true })
  titleCode!: string | null;

  /** The day on which the title began; null where it is not known. */
  @Column('varchar', { length: 10, nullable: true })
  titleSince!: string | null;

  @Directive(REFERENCE)
  @Field(() => String, { nullable: true })
  @Column('varchar', { length: 60, nullable: true })
  specialty!: string | null;

  @Directive(REFERENCE)
  @Field(() => String, {
    nullable: true,
    description: 'Where she works at her employer’s (科室); null where it is not known.',
  })
  @Column('varchar', { length: 60, nullable: true })
  department!: string | null;

  /** The last one, of who left. */
  @Column('varchar', { length: 36 })
  employerId!: string;

  /** Her last day; null while she is employed. */
  @Column('varchar', { length: 10, nullable: true })
  leftOn!: string | null;
}
