import { Field, Float, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { Institution } from '../stubs/institution.stub';

export enum PurchaseStatus {
  ORDERED = 'ORDERED',
  PARTLY_DELIVERED = 'PARTLY_DELIVERED',
  DELIVERED = 'DELIVERED',
  PAID = 'PAID',
  CANCELLED = 'CANCELLED',
}
registerEnumType(PurchaseStatus, {
  name: 'PurchaseStatus',
  valuesConfig: {
    DELIVERED: { description: 'All of it, or as much as was going to come.' },
    CANCELLED: { description: 'Before anything came.' },
  },
});

/** What the community orders of one supplier (统一采购). */
@ObjectType({ description: 'An order of the county central pharmacy to one supplier.' })
@Entity('purchase_order')
@Index(['number'], { unique: true })
@Index(['institutionId', 'place', 'id'])
@Index(['institutionId', 'status', 'place', 'id'])
@Index(['institutionId', 'requestKey'])
export class PurchaseOrder {
  @Field(() => ID)
  @PrimaryColumn('varchar', { length: 36 })
  id!: string;

  @Field(() => String, { description: 'Printed on the order.' })
  @Column('varchar', { length: 32 })
  number!: string;

  @Column('varchar', { length: 36 })
  institutionId!: string;

  @Field(() => ID, { description: 'Of the county’s list of suppliers.' })
  @Column('varchar', { length: 36 })
  supplierId!: string;

  @Field(() => String)
  @Column('varchar', { length: 100 })
  supplierName!: string;

  @Field(() => PurchaseStatus)
  @Column('varchar', { length: 16 })
  status!: PurchaseStatus;

  /** How many steps were taken, the order among them: each is taken from the one before. */
  @Column('int')
  step!: number;

  @Field(() => Date)
  @Column('datetime', { precision: 3 })
  orderedAt!: Date;

  @Field(() => Date, {
    description: 'When it must be delivered; once it was, when it must be paid.',
  })
  @Column('datetime', { precision: 3 })
  dueAt!: Date;

  @Field(() => Date, { nullable: true, description: 'When the last of it came.' })
  @Column('datetime', { precision: 3, nullable: true })
  deliveredAt!: Date | null;

  @Field(() => Date, { nullable: true })
  @Column('datetime', { precision: 3, nullable: true })
  paidAt!: Date | null;

  @Field(() => String, {
    nullable: true,
    description: 'Of the payment, as the bank or the platform gave it.',
  })
  @Column('varchar', { length: 60, nullable: true })
  paymentReference!: string | null;

  /** When it was paid or cancelled. */
  @Column('datetime', { precision: 3, nullable: true })
  endedAt!: Date | null;

  /** Where it stands in the list: open ones by `dueAt`, ended ones after them, newest first. */
  @Column('double')
  place!: number;

  /** The key under which it was ordered, with others. */
  @Column('varchar', { length: 100 })
  requestKey!: string;

  @Field(() => Institution, { nullable: true, description: 'That orders, receives and pays.' })
  get institution(): Institution {
    return { id: this.institutionId };
  }
}

/** A drug of an order. */
@ObjectType()
@Entity('purchase_order_line')
export class PurchaseOrderLine {
  @PrimaryColumn('varchar', { length: 36 })
  orderId!: string;

  @PrimaryColumn('varchar', { length: 32 })
  drugCode!: string;

  @Field(() => Int)
  @Column('int')
  quantity!: number;

  @Field(() => Int, { description: 'Of these, for shortages; the others fill up the own shelf.' })
  @Column('int')
  forShortages!: number;

  @Field(() => Int, { description: 'Units that came so far.' })
  @Column('int')
  delivered!: number;

  @Field(() => Float, {
    nullable: true,
    description: 'In yuan, for one unit, when it was ordered.',
  })
  @Column('double', { nullable: true })
  price!: number | null;
}

/** One step of an order. Nothing here is ever changed. */
@ObjectType()
@Entity('purchase_order_event')
export class PurchaseOrderEvent {
  @PrimaryColumn('varchar', { length: 36 })
  orderId!: string;

  /** Counts from 1, the order; the key admits each once. */
  @PrimaryColumn('int')
  step!: number;

  @Field(() => PurchaseStatus, { description: 'Where it led.' })
  @Column('varchar', { length: 16 })
  status!: PurchaseStatus;

  @Field(() => Date)
  @Column('datetime', { precision: 3 })
  at!: Date;

  @Field(() => String)
  @Column('varchar', { length: 60 })
  by!: string;

  @Field(() => String, { nullable: true })
  @Column('varchar', { length: 500, nullable: true })
  note!: string | null;
}

/** How many orders were numbered on a day. */
@Entity('purchase_number')
export class PurchaseNumber {
  @PrimaryColumn('varchar', { length: 10 })
  day!: string;

  @Column('int')
  last!: number;
}
