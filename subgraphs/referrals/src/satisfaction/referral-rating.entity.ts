import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { Institution } from '../stubs/institution.stub';

export enum RatingSide {
  SENDER = 'SENDER',
  RECEIVER = 'RECEIVER',
  PATIENT = 'PATIENT',
}
registerEnumType(RatingSide, { name: 'RatingSide' });

/** What one side said of a referral; a side says it once, and changes it for some days. */
@ObjectType({ description: 'How satisfied one side is with a referral (RF-40).' })
@Entity('referral_rating')
@Index(['firstRatedAt'])
export class ReferralRating {
  @PrimaryColumn('varchar', { length: 36 })
  referralId!: string;

  @Field(() => RatingSide)
  @PrimaryColumn('varchar', { length: 8 })
  side!: RatingSide;

  @Field(() => Int, { description: 'From 1, the lowest, to 5, unless the county says otherwise.' })
  @Column('int')
  score!: number;

  @Field(() => String, { nullable: true })
  @Column('varchar', { length: 500, nullable: true })
  comment!: string | null;

  /** Who wrote it down; the patient’s is written down by one of the two sides. */
  @Field(() => String)
  @Column('varchar', { length: 60 })
  by!: string;

  @Column('varchar', { length: 36 })
  institutionId!: string;

  @Field(() => Date)
  @Column('datetime', { precision: 3 })
  ratedAt!: Date;

  @Field(() => Int, { description: 'Counts its changes, from 1; what changes it names this.' })
  @Column('int')
  version!: number;

  /** The days in which it may be changed begin here. */
  @Column('datetime', { precision: 3 })
  firstRatedAt!: Date;

  @Field(() => Institution, { nullable: true, description: 'Where it was written down.' })
  get institution(): Institution {
    return { id: this.institutionId };
  }
}
