import { CalendarDay } from '@lianyi/shared/graphql/scalars';
import { Directive, Field, Float, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { InstitutionTier } from '../stubs/institution-tier.stub';

export enum DrugCategory {
  WESTERN = 'WESTERN',
  CHINESE_PATENT = 'CHINESE_PATENT',
  TCM_PIECE = 'TCM_PIECE',
  HOSPITAL_PREPARATION = 'HOSPITAL_PREPARATION',
}
registerEnumType(DrugCategory, { name: 'DrugCategory' });

export enum SpecialControl {
  NONE = 'NONE',
  NARCOTIC = 'NARCOTIC',
  PSYCHOTROPIC_I = 'PSYCHOTROPIC_I',
  PSYCHOTROPIC_II = 'PSYCHOTROPIC_II',
  TOXIC = 'TOXIC',
  RADIOACTIVE = 'RADIOACTIVE',
  PRECURSOR = 'PRECURSOR',
}
registerEnumType(SpecialControl, { name: 'SpecialControl' });

/** 抗菌药物分级管理. */
export enum AntiInfectiveGrade {
  NON_RESTRICTED = 'NON_RESTRICTED',
  RESTRICTED = 'RESTRICTED',
  SPECIAL = 'SPECIAL',
}
registerEnumType(AntiInfectiveGrade, { name: 'AntiInfectiveGrade' });

export enum DrugStorage {
  NORMAL = 'NORMAL',
  COOL = 'COOL',
  REFRIGERATED = 'REFRIGERATED',
}
registerEnumType(DrugStorage, { name: 'DrugStorage' });

/** One drug of the county's unified catalogue (统一用药目录): its last version; earlier ones are DrugVersion. */
@ObjectType({
  description:
    'One drug of the county’s catalogue, as it is today; on a prescription, as it was when that was issued.',
})
@Directive('@key(fields: "code")')
@Entity('drug')
@Index(['atc'])
export class Drug {
  @Field(() => ID, { description: 'National insurance drug code.' })
  @PrimaryColumn('varchar', { length: 32 })
  code!: string;

  @Field(() => String)
  @Column('varchar', { length: 100 })
  name!: string;

  /** Initials of the name's pinyin in small letters, by which people search. */
  @Column('varchar', { length: 60 })
  initials!: string;

  @Field(() => String)
  @Column('varchar', { length: 40 })
  form!: string;

  @Field(() => String)
  @Column('varchar', { length: 100 })
  strength!: string;

  @Field(() => String)
  @Column('varchar', { length: 40 })
  unit!: string;

  @Field(() => Int, { nullable: true, description: 'Tablets, capsules, ampoules in one unit.' })
  @Column('int', { nullable: true })
  packSize!: number | null;

  @Field(() => String, { nullable: true })
  @Column('varchar', { length: 100, nullable: true })
  maker!: string | null;

  @Field(() => DrugCategory)
  @Column('varchar', { length: 32 })
  category!: DrugCategory;

  @Field(() => String, { nullable: true })
  @Column('varchar', { length: 8, nullable: true })
  atc!: string | null;

  @Field(() => String, { nullable: true })
  @Column('varchar', { length: 16, nullable: true })
  insuranceClass!: string | null;

  @Field(() => Boolean)
  @Column('boolean')
  essential!: boolean;

  @Field(() => SpecialControl)
  @Column('varchar', { length: 16 })
  control!: SpecialControl;

  @Field(() => Boolean)
  @Column('boolean')
  antiInfective!: boolean;

  @Field(() => AntiInfectiveGrade, { nullable: true })
  @Column('varchar', { length: 16, nullable: true })
  antiInfectiveGrade!: AntiInfectiveGrade | null;

  @Field(() => DrugStorage, { nullable: true, description: 'Null: the catalogue does not say.' })
  @Column('varchar', { length: 16, nullable: true })
  storage!: DrugStorage | null;

  @Field(() => [InstitutionTier], {
    description: 'Tiers that may prescribe it on their own.',
  })
  @Column('simple-json')
  tiers!: InstitutionTier[];

  @Field(() => Float, { nullable: true, description: 'In yuan, for one unit.' })
  @Column('double', { nullable: true })
  price!: number | null;

  @Field(() => CalendarDay, {
    nullable: true,
    description: 'First day of this version. Null: since the catalogue began.',
  })
  @Column('varchar', { length: 10, nullable: true })
  effectiveFrom!: string | null;

  @Field(() => CalendarDay, {
    nullable: true,
    description: 'Last day of this version; after it no prescription names it. Null: no end.',
  })
  @Column('varchar', { length: 10, nullable: true })
  effectiveUntil!: string | null;
}
