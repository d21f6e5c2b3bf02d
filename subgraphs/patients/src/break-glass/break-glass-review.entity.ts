import { registerEnumType } from 'type-graphql';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** In the order in which a queue shows them. */
export enum BreakGlassReviewStatus {
  OPEN = 'OPEN',
  REVIEWED = 'REVIEWED',
}
registerEnumType(BreakGlassReviewStatus, { name: 'BreakGlassReviewStatus' });

export enum BreakGlassOutcome {
  JUSTIFIED = 'JUSTIFIED',
  NOT_JUSTIFIED = 'NOT_JUSTIFIED',
}
registerEnumType(BreakGlassOutcome, { name: 'BreakGlassOutcome' });

/** That a grant is to be judged, and how it was: one row of each, written with it, decided once. */
@Entity('break_glass_review')
@Index(['status', 'dueAt', 'id'])
@Index(['institutionId', 'status', 'dueAt', 'id'])
export class BreakGlassReviewRow {
  /** The grant's own id. */
  @PrimaryColumn('varchar', { length: 36 })
  id!: string;

  /** Where the glass was broken. */
  @Column('varchar', { length: 36 })
  institutionId!: string;

  @Column('varchar', { length: 8 })
  status!: BreakGlassReviewStatus;

  @Column('datetime', { precision: 3 })
  dueAt!: Date;

  @Column('varchar', { length: 13, nullable: true })
  outcome!: BreakGlassOutcome | null;

  @Column('varchar', { length: 500, nullable: true })
  note!: string | null;

  @Column('varchar', { length: 200, nullable: true })
  reviewerSubject!: string | null;

  @Column('varchar', { length: 100, nullable: true })
  reviewerName!: string | null;

  @Column('datetime', { precision: 3, nullable: true })
  reviewedAt!: Date | null;
}
