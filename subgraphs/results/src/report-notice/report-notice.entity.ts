import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** The latest version of a report that an institution was shown; the own reports are not counted. */
@Entity('report_shown')
export class ReportShown {
  @PrimaryColumn('varchar', { length: 36 })
  reportId!: string;

  @PrimaryColumn('varchar', { length: 36 })
  institutionId!: string;

  @Column('int')
  version!: number;
}

export const noticeStates = ['UNREAD', 'READ'] as const;
export type NoticeState = (typeof noticeStates)[number];

/** Tells an institution that a report it looked at or relied on is not what it was. */
@Entity('report_notice')
@Index(['reportId', 'institutionId', 'toVersion'], { unique: true })
@Index(['institutionId', 'state', 'raisedAt', 'id'])
export class ReportNoticeRow {
  @PrimaryColumn('varchar', { length: 36 })
  id!: string;

  @Column('varchar', { length: 36 })
  reportId!: string;

  /** LAB or EXAM. */
  @Column('varchar', { length: 4 })
  kind!: 'LAB' | 'EXAM';

  /** Who is told. */
  @Column('varchar', { length: 36 })
  institutionId!: string;

  /** Who reported it. */
  @Column('varchar', { length: 36 })
  reporterId!: string;

  /** In whose record the institution saw it. */
  @Column('varchar', { length: 36 })
  patientId!: string;

  /** What the institution knew, and what is in force instead. */
  @Column('int')
  fromVersion!: number;

  @Column('int')
  toVersion!: number;

  /** It decided by the report, and did not only look. */
  @Column('boolean')
  relied!: boolean;

  /** Before or after, the report held nothing but sensitive items. */
  @Column('boolean')
  sensitive!: boolean;

  @Column('varchar', { length: 6 })
  state!: NoticeState;

  @Column('datetime', { precision: 3 })
  raisedAt!: Date;

  @Column('datetime', { precision: 3, nullable: true })
  readAt!: Date | null;

  @Column('varchar', { length: 200, nullable: true })
  readSubject!: string | null;

  @Column('varchar', { length: 100, nullable: true })
  readName!: string | null;
}
