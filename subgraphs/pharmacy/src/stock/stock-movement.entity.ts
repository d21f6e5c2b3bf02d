import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** Why the number of a batch on a shelf changed. */
export enum MovementKind {
  /** What lay there when its log began. */
  OPENING = 'OPENING',
  RECEIVED = 'RECEIVED',
  /** Left for another member. */
  SENT = 'SENT',
  /** Came from another member. */
  ARRIVED = 'ARRIVED',
  ADJUSTED = 'ADJUSTED',
  /** Handed out on a prescription. */
  DISPENSED = 'DISPENSED',
}

/**
 * One change of a batch on a shelf; the rows of a batch, in their order, make its number. Nothing here
 * is ever changed or removed.
 */
@Entity('stock_movement')
@Index(['institutionId', 'at'])
export class StockMovement {
  @PrimaryColumn('varchar', { length: 36 })
  institutionId!: string;

  @PrimaryColumn('varchar', { length: 32 })
  drugCode!: string;

  @PrimaryColumn('varchar', { length: 40 })
  number!: string;

  /** Counts from 1, in the order the batch was moved; the key admits each once. */
  @PrimaryColumn('int')
  step!: number;

  @Column('varchar', { length: 10 })
  kind!: MovementKind;

  /** Units that came; below zero: that left. */
  @Column('int')
  change!: number;

  /** Units on the shelf afterwards. */
  @Column('int')
  balance!: number;

  /** The other member, of what was sent or arrived. */
  @Column('varchar', { length: 36, nullable: true })
  otherInstitutionId!: string | null;

  /** Why, by the community's list; of adjustments alone. */
  @Column('varchar', { length: 16, nullable: true })
  reasonCode!: string | null;

  @Column('varchar', { length: 200 })
  reason!: string;

  @Column('varchar', { length: 60 })
  by!: string;

  @Column('datetime', { precision: 3 })
  at!: Date;
}

/** What left one member for another and has not come yet. */
@Entity('stock_in_transit')
export class StockInTransit {
  @PrimaryColumn('varchar', { length: 36 })
  toInstitutionId!: string;

  @PrimaryColumn('varchar', { length: 36 })
  fromInstitutionId!: string;

  @PrimaryColumn('varchar', { length: 32 })
  drugCode!: string;

  @PrimaryColumn('varchar', { length: 40 })
  number!: string;

  @Column('varchar', { length: 10 })
  expiresOn!: string;

  @Column('int')
  quantity!: number;
}

/** What an institution asked for under a key of its own: done once, however often it comes. */
@Entity('stock_request')
export class StockRequest {
  @PrimaryColumn('varchar', { length: 36 })
  institutionId!: string;

  @PrimaryColumn('varchar', { length: 100 })
  idempotencyKey!: string;

  /** Tells who of two that come at once was first. */
  @Column('varchar', { length: 36 })
  id!: string;

  /** SHA-256 of what was asked. */
  @Column('varchar', { length: 64 })
  digest!: string;

  @Column('datetime', { precision: 3 })
  at!: Date;
}
