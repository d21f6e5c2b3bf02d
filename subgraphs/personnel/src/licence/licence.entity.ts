import { CalendarDay } from '@lianyi/shared/graphql/scalars';
import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

export enum LicenceKind {
  PHYSICIAN = 'PHYSICIAN',
  ASSISTANT_PHYSICIAN = 'ASSISTANT_PHYSICIAN',
  VILLAGE_DOCTOR = 'VILLAGE_DOCTOR',
  NURSE = 'NURSE',
  PHARMACIST = 'PHARMACIST',
  TECHNICIAN = 'TECHNICIAN',
}
registerEnumType(LicenceKind, {
  name: 'LicenceKind',
  description: '执业医师, 执业助理医师, 乡村医生, 注册护士, 执业药师或药师, 技师.',
});

export enum LicenceCategory {
  CLINICAL = 'CLINICAL',
  TCM = 'TCM',
  DENTAL = 'DENTAL',
  PUBLIC_HEALTH = 'PUBLIC_HEALTH',
}
registerEnumType(LicenceCategory, {
  name: 'LicenceCategory',
  description: '临床, 中医, 口腔, 公共卫生.',
});

/** A person's licence to practise. */
@ObjectType({ description: 'A licence to practise (执业证书).' })
@Entity('practitioner_licence')
@Index(['practitionerId'])
@Index(['kind', 'numberIndex', 'issuedOn'], { unique: true })
@Index(['endedOn', 'expiresOn', 'id'])
export class Licence {
  @Field(() => ID)
  @PrimaryColumn('varchar', { length: 36 })
  id!: string;

  @Column('varchar', { length: 36 })
  practitionerId!: string;

  @Field(() => LicenceKind)
  @Column('varchar', { length: 24 })
  kind!: LicenceKind;

  /** The number, sealed. */
  @Column('varchar', { length: 200 })
  sealedNumber!: string;

  /** By which a number is found that is registered already; a new term of it is another row. */
  @Column('varchar', { length: 43 })
  numberIndex!: string;

  @Field(() => LicenceCategory, { nullable: true })
  @Column('varchar', { length: 16, nullable: true })
  category!: LicenceCategory | null;

  @Field(() => String, { nullable: true, description: 'Such as 全科医学专业 (执业范围).' })
  @Column('varchar', { length: 100, nullable: true })
  scope!: string | null;

  @Field(() => CalendarDay)
  @Column('varchar', { length: 10 })
  issuedOn!: string;

  @Field(() => CalendarDay, { nullable: true, description: 'The last day; null: without a term.' })
  @Column('varchar', { length: 10, nullable: true })
  expiresOn!: string | null;

  /** Institutions: the main place first, then the others (多点执业). */
  @Column('simple-json')
  placeIds!: readonly string[];

  @Field(() => CalendarDay, {
    nullable: true,
    description: 'The last day of one that was handed in or revoked.',
  })
  @Column('varchar', { length: 10, nullable: true })
  endedOn!: string | null;

  @Field(() => String, { nullable: true })
  @Column('varchar', { length: 200, nullable: true })
  endReason!: string | null;
}
