import { Column, Entity, Index, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';
import type { EventType } from './event';

/** An event of the part that owns the database, written with what it tells of. */
@Entity('outbox_event')
@Index(['id'], { unique: true })
@Index(['sentAt', 'sequence'])
@Index(['fedAt', 'sequence'])
export class OutboxEvent {
  @PrimaryGeneratedColumn({ type: 'integer' })
  sequence!: number;

  @Column('varchar', { length: 250 })
  id!: string;

  @Column('varchar', { length: 60 })
  type!: EventType;

  @Column('varchar', { length: 100 })
  orderKey!: string;

  @Column('simple-json')
  payload!: object;

  @Column('datetime', { precision: 3 })
  createdAt!: Date;

  /** When the transport had taken it; null until then. */
  @Column('datetime', { precision: 3, nullable: true })
  sentAt!: Date | null;

  /** When the change feed had stored it; null until then. */
  @Column('datetime', { precision: 3, nullable: true })
  fedAt!: Date | null;

  /** Where the transport holds it, if that may be lost; see `EventBus.place`. */
  @Column('varchar', { length: 100, nullable: true })
  place!: string | null;
}

/** What a consumer group of this part has handled, written with the effect of handling it. */
@Entity('handled_event')
@Index(['handledAt'])
export class HandledEvent {
  @PrimaryColumn('varchar', { length: 60 })
  consumerGroup!: string;

  @PrimaryColumn('varchar', { length: 250 })
  eventId!: string;

  @Column('datetime', { precision: 3 })
  handledAt!: Date;
}

/** Which process does what only one may do at a time, and until when if it says nothing more. */
@Entity('event_lease')
export class EventLease {
  @PrimaryColumn('varchar', { length: 60 })
  name!: string;

  @Column('varchar', { length: 36, nullable: true })
  holder!: string | null;

  @Column('datetime', { precision: 3 })
  heldUntil!: Date;
}

/** What a part that tells or hears of events adds to its entities; `eventMigrations` make the tables. */
export const eventEntities = [OutboxEvent, HandledEvent, EventLease] as const;
