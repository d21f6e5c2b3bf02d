import { registerEnumType } from 'type-graphql';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

export enum CandidateStatus {
  OPEN = 'OPEN',
  MERGED = 'MERGED',
  DISMISSED = 'DISMISSED',
}
registerEnumType(CandidateStatus, { name: 'CandidateStatus' });

/** Two records that may be one person. */
@Entity('duplicate_candidate')
@Index(['otherId'])
@Index(['patientId', 'otherId'], { unique: true })
export class DuplicateCandidateRow {
  @PrimaryColumn('varchar', { length: 36 })
  id!: string;

  /** The record that came later. */
  @Column('varchar', { length: 36 })
  patientId!: string;

  @Column('varchar', { length: 36 })
  otherId!: string;

  @Column('double')
  score!: number;

  @Column('varchar', { length: 12 })
  status!: CandidateStatus;

  @Column('datetime', { precision: 3 })
  createdAt!: Date;
}
