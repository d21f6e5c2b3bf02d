import { CalendarDay } from '@lianyi/shared/graphql/scalars';
import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

export enum AgreementKind {
  AGREEMENT = 'AGREEMENT',
  CHARTER = 'CHARTER',
}
registerEnumType(AgreementKind, {
  name: 'AgreementKind',
  description: 'Agreement (协议), charter (章程).',
});

export enum SharedMatter {
  RESULT_RECOGNITION = 'RESULT_RECOGNITION',
  IMAGING = 'IMAGING',
  LABORATORY = 'LABORATORY',
  PRESCRIPTIONS = 'PRESCRIPTIONS',
  REFERRAL = 'REFERRAL',
  TRAINING = 'TRAINING',
}
registerEnumType(SharedMatter, {
  name: 'SharedMatter',
  description:
    'What members share: recognition of results (结果互认), imaging, laboratory, prescriptions (处方流转), referral, training.',
});

/** Both days counted. */
@ObjectType({ description: 'What the members of a consortium agreed to share, and for how long.' })
@Entity('consortium_agreement')
@Index(['consortiumId', 'start', 'id'])
@Index(['renewsId'], { unique: true })
@Index(['recordedAtInstitutionId', 'idempotencyKey'], { unique: true })
export class ConsortiumAgreement {
  @Field(() => ID)
  @PrimaryColumn('varchar', { length: 36 })
  id!: string;

  @Column('varchar', { length: 36 })
  consortiumId!: string;

  @Field(() => AgreementKind)
  @Column('varchar', { length: 12 })
  kind!: AgreementKind;

  @Field(() => CalendarDay)
  @Column('varchar', { length: 10 })
  start!: string;

  @Field(() => CalendarDay, { nullable: true, description: 'The last day it was made for.' })
  @Column('varchar', { length: 10, nullable: true })
  plannedEnd!: string | null;

  @Field(() => CalendarDay, { nullable: true, description: 'The last day, where it was ended.' })
  @Column('varchar', { length: 10, nullable: true })
  end!: string | null;

  @Field(() => [SharedMatter])
  @Column('simple-json')
  shares!: SharedMatter[];

  @Field(() => [String], {
    description: 'Catalogue codes whose results members recognise, where they share that.',
  })
  @Column('simple-json')
  items!: string[];

  @Field(() => ID, { nullable: true, description: 'The one it follows.' })
  @Column('varchar', { length: 36, nullable: true })
  renewsId!: string | null;

  @Column('varchar', { length: 36 })
  recordedAtInstitutionId!: string;

  @Column('varchar', { length: 64 })
  idempotencyKey!: string;
}

/** The last day of an agreement, as far as it is known. */
export const lastDayOf = ({
  end,
  plannedEnd,
}: Pick<ConsortiumAgreement, 'end' | 'plannedEnd'>): string | null => end ?? plannedEnd;
