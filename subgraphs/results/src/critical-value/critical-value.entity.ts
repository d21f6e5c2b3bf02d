import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { CriticalGround } from './judge-critical';

/**
 * Where a value stands, in the order in which a list shows it. OVERDUE is no state of a row: it
 * is OPEN after its time, by the clock.
 */
export const criticalStates = ['OPEN', 'ACKNOWLEDGED', 'HANDLED', 'SUPERSEDED'] as const;
export type CriticalState = (typeof criticalStates)[number];

/** A critical value (危急值): raised with its report's version, in the same commit, once. */
@Entity('critical_value')
@Index(['reportId', 'version', 'subject'], { unique: true })
@Index(['addressedAt', 'raisedAt', 'id'])
export class CriticalValueRow {
  @PrimaryColumn('varchar', { length: 36 })
  id!: string;

  @Column('varchar', { length: 36 })
  reportId!: string;

  /** LAB or EXAM. */
  @Column('varchar', { length: 4 })
  kind!: 'LAB' | 'EXAM';

  /** The version that raised it. */
  @Column('int')
  version!: number;

  @Column('varchar', { length: 120 })
  subject!: string;

  /** The last version in which it stood, and the value's row there; null for an exam. */
  @Column('int')
  shownVersion!: number;

  @Column('varchar', { length: 36, nullable: true })
  observationId!: string | null;

  @Column('varchar', { length: 36 })
  patientId!: string;

  /** Who reported it. */
  @Column('varchar', { length: 36 })
  institutionId!: string;

  /** Who ordered the test, and for which department, where the sender said so. */
  @Column('varchar', { length: 36, nullable: true })
  orderedById!: string | null;

  @Column('varchar', { length: 100, nullable: true })
  department!: string | null;

  @Column('varchar', { length: 8 })
  ground!: CriticalGround;

  @Column('boolean')
  sensitive!: boolean;

  @Column('varchar', { length: 64 })
  fingerprint!: string;

  @Column('varchar', { length: 12 })
  state!: CriticalState;

  @Column('datetime', { precision: 3 })
  raisedAt!: Date;

  /** By when it must be acknowledged. */
  @Column('datetime', { precision: 3 })
  dueAt!: Date;

  /** By when something must be done. */
  @Column('datetime', { precision: 3 })
  handleDueAt!: Date;

  /** When all were found whom it concerns; null while patients could not be asked. */
  @Column('datetime', { precision: 3, nullable: true })
  addressedAt!: Date | null;

  @Column('datetime', { precision: 3, nullable: true })
  acknowledgedAt!: Date | null;

  @Column('varchar', { length: 200, nullable: true })
  acknowledgedSubject!: string | null;

  @Column('varchar', { length: 100, nullable: true })
  acknowledgedName!: string | null;

  @Column('varchar', { length: 200, nullable: true })
  readBack!: string | null;

  @Column('datetime', { precision: 3, nullable: true })
  handledAt!: Date | null;

  @Column('varchar', { length: 200, nullable: true })
  handledSubject!: string | null;

  @Column('varchar', { length: 100, nullable: true })
  handledName!: string | null;

  @Column('varchar', { length: 2000, nullable: true })
  handling!: string | null;

  @Column('datetime', { precision: 3, nullable: true })
  supersededAt!: Date | null;
}

/** Why an institution was told, the strongest reason where there are several. */
export const addressReasons = [
  'ORDERING',
  'TREATING',
  'FAMILY_DOCTOR',
  'NOBODY_ELSE',
  'REPORTING',
] as const;
export type AddressReason = (typeof addressReasons)[number];

/** One institution that a critical value concerns. State and due time are those of the value. */
@Entity('critical_value_address')
@Index(['institutionId', 'state', 'dueAt', 'valueId'])
export class CriticalValueAddress {
  @PrimaryColumn('varchar', { length: 36 })
  valueId!: string;

  @PrimaryColumn('varchar', { length: 36 })
  institutionId!: string;

  @Column('varchar', { length: 13 })
  reason!: AddressReason;

  @Column('varchar', { length: 12 })
  state!: CriticalState;

  @Column('datetime', { precision: 3 })
  dueAt!: Date;
}
