import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ReferralAdvice } from './guideline.view';

/** The advice a slip was submitted with, as it was shown then; later rules do not change it. */
@Entity('referral_advice')
export class KeptAdvice {
  @PrimaryColumn('varchar', { length: 36 })
  referralId!: string;

  @Column('simple-json')
  advice!: ReferralAdvice;
}
