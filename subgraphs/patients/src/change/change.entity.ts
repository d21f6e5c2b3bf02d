import type { EventType } from '@lianyi/shared/events/event';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** An event of any part, as it entered the change feed: once, under a number without gaps. */
@Entity('change_event')
@Index(['eventId'], { unique: true })
export class ChangeRow {
  @PrimaryColumn('int')
  sequence!: number;

  @Column('varchar', { length: 250 })
  eventId!: string;

  @Column('varchar', { length: 60 })
  type!: EventType;

  /** When it was recorded in its part. */
  @Column('datetime', { precision: 3 })
  at!: Date;

  @Column('datetime', { precision: 3 })
  storedAt!: Date;

  @Column('varchar', { length: 36, nullable: true })
  patientId!: string | null;

  /** Of a merge, the record that went into the other. */
  @Column('varchar', { length: 36, nullable: true })
  otherPatientId!: string | null;

  @Column('varchar', { length: 36, nullable: true })
  institutionId!: string | null;

  /** Shown on no platform scope. */
  @Column('boolean')
  sensitive!: boolean;

  /** What `changeShapes` names of the event. */
  @Column('simple-json')
  details!: Readonly<Record<string, string | number | boolean | null>>;
}

/**
 * Where the feed ends; one row. Who adds to it holds the row until the commit, so that numbers are
 * given in the order of commits: who sees one number sees every smaller one.
 */
@Entity('change_head')
export class ChangeHead {
  @PrimaryColumn('int')
  id!: number;

  /** Names the feed: a cursor of another one is not taken for one of this. */
  @Column('varchar', { length: 36 })
  feed!: string;

  /** The last number given. */
  @Column('int')
  last!: number;

  /** Changes up to this number are not kept any more. */
  @Column('int')
  prunedTo!: number;
}
