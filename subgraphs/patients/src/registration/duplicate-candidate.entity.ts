import { registerEnumType } from 'type-graphql';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { Evidence } from '../matching/score-pair';

export enum CandidateStatus {
  OPEN = 'OPEN',
  MERGED = 'MERGED',
  DISMISSED = 'DISMISSED',
}
registerEnumType(CandidateStatus, { name: 'CandidateStatus' });

/** Two records that may be one person. */
@Entity('duplicate_candidate')
@Index(['otherId'])
@Index(['status', 'createdAt', 'id'])
@Index(['createdAt', 'id'])
@Index(['mergeId'])
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

  /** What spoke for one person and against; null: noted before it was kept. */
  @Column('simple-json', { nullable: true })
  evidence!: readonly Evidence[] | null;

  @Column('varchar', { length: 12 })
  status!: CandidateStatus;

  @Column('datetime', { precision: 3 })
  createdAt!: Date;

  /** The merge that made both sides one person; also of a candidate another’s merge settled. */
  @Column('varchar', { length: 36, nullable: true })
  mergeId!: string | null;

  @Column('datetime', { precision: 3, nullable: true })
  decidedAt!: Date | null;

  /** Name of the person who decided. */
  @Column('varchar', { length: 100, nullable: true })
  decidedBy!: string | null;
}
