import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** Tells the institution of a patient's family doctor that her record was opened in an emergency. */
@Entity('break_glass_notice')
@Index(['institutionId', 'grantedAt', 'id'])
@Index(['institutionId', 'acknowledgedAt', 'grantedAt', 'id'])
export class BreakGlassNoticeRow {
  /** The grant's own id. */
  @PrimaryColumn('varchar', { length: 36 })
  id!: string;

  @Column('varchar', { length: 36 })
  patientId!: string;

  /** Who is told: the institution of the contract that was in force. */
  @Column('varchar', { length: 36 })
  institutionId!: string;

  @Column('datetime', { precision: 3 })
  grantedAt!: Date;

  @Column('datetime', { precision: 3 })
  dueAt!: Date;

  @Column('datetime', { precision: 3, nullable: true })
  acknowledgedAt!: Date | null;

  @Column('varchar', { length: 200, nullable: true })
  acknowledgedSubject!: string | null;

  @Column('varchar', { length: 100, nullable: true })
  acknowledgedName!: string | null;
}
