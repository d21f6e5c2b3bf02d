import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The number of the last slip of a day: the county counts its slips without a gap. */
@Entity('referral_number')
export class ReferralNumber {
  /** Calendar day in Asia/Shanghai. */
  @PrimaryColumn('varchar', { length: 10 })
  day!: string;

  @Column('int')
  last!: number;
}
