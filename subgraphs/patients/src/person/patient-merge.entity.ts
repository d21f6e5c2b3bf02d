import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** One record merged into another, by whom, and by whom it was taken back. Rows are never removed. */
@Entity('patient_merge')
@Index(['patientId'])
@Index(['intoId'])
export class PatientMerge {
  @PrimaryColumn('varchar', { length: 36 })
  id!: string;

  @Column('varchar', { length: 36 })
  candidateId!: string;

  /** The record that stood for its person until then. */
  @Column('varchar', { length: 36 })
  patientId!: string;

  /** The record that stands for both since then. */
  @Column('varchar', { length: 36 })
  intoId!: string;

  @Column('datetime', { precision: 3 })
  mergedAt!: Date;

  /** Subject of the person who decided. */
  @Column('varchar', { length: 200 })
  mergedBy!: string;

  @Column('varchar', { length: 36 })
  mergedAtInstitutionId!: string;

  @Column('datetime', { precision: 3, nullable: true })
  undoneAt!: Date | null;

  @Column('varchar', { length: 200, nullable: true })
  undoneBy!: string | null;

  @Column('varchar', { length: 36, nullable: true })
  undoneAtInstitutionId!: string | null;
}

/** One row: who merges or takes apart holds it until the commit, so that each sees the other’s work. */
@Entity('merge_gate')
export class MergeGate {
  @PrimaryColumn('int')
  id!: number;

  @Column('int')
  turn!: number;
}
