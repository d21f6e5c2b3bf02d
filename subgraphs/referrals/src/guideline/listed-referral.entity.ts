import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { ReferralDirection } from '../referral/referral.entity';

/** A disease of a list that a submitted slip names: what warnings count. */
@Entity('listed_referral')
@Index(['fromInstitutionId', 'direction', 'month', 'diseaseCode'])
export class ListedReferral {
  @PrimaryColumn('varchar', { length: 36 })
  referralId!: string;

  /** As the list names it. */
  @PrimaryColumn('varchar', { length: 10 })
  diseaseCode!: string;

  @Column('varchar', { length: 36 })
  fromInstitutionId!: string;

  @Column('varchar', { length: 8 })
  direction!: ReferralDirection;

  /** Of the submission, such as 2026-11; Asia/Shanghai. */
  @Column('varchar', { length: 7 })
  month!: string;
}
