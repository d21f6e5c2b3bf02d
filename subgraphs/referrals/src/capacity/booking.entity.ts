import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

export enum BookingStatus {
  HELD = 'HELD',
  CONFIRMED = 'CONFIRMED',
  RELEASED = 'RELEASED',
  USED = 'USED',
  NO_SHOW = 'NO_SHOW',
}
registerEnumType(BookingStatus, { name: 'BookingStatus' });

/** FIRST comes before other referrals to what is kept; OTHER is no referral. */
export type UnitClaim = 'FIRST' | 'REFERRAL' | 'OTHER';

/** One unit of a capacity for one patient. A column without `@Field` never leaves the subgraph. */
@ObjectType({ description: 'A unit of a capacity, taken for one patient.' })
@Entity('booking')
@Index(['liveReferralId'], { unique: true })
@Index(['capacityId', 'status', 'heldUntil'])
@Index(['status', 'heldUntil', 'id'])
export class Booking {
  @Field(() => ID)
  @PrimaryColumn('varchar', { length: 36 })
  id!: string;

  @Column('varchar', { length: 36 })
  capacityId!: string;

  @Column('varchar', { length: 36 })
  patientId!: string;

  /** Who booked it. */
  @Column('varchar', { length: 36 })
  institutionId!: string;

  /** The referral it is for, also when it is over. */
  @Column('varchar', { length: 36, nullable: true })
  referralId!: string | null;

  /** The same while the booking stands: one at a time for a referral. */
  @Column('varchar', { length: 36, nullable: true })
  liveReferralId!: string | null;

  /** By what right the unit was taken, which says what counts it. */
  @Column('varchar', { length: 8 })
  claim!: UnitClaim;

  @Field(() => BookingStatus)
  @Column('varchar', { length: 10 })
  status!: BookingStatus;

  @Field(() => Date, { nullable: true, description: 'A hold is over then; null once confirmed.' })
  @Column('datetime', { precision: 3, nullable: true })
  heldUntil!: Date | null;

  @Column('datetime', { precision: 3 })
  createdAt!: Date;
}
