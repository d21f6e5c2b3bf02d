import { CalendarDay } from '@lianyi/shared/graphql/scalars';
import { Field, Int, ObjectType } from 'type-graphql';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { Institution } from '../stubs/institution.stub';

/** A batch on an institution's shelf. What is there stands here alone. */
@ObjectType()
@Entity('stock_batch')
@Index(['institutionId', 'expiresOn', 'drugCode', 'number', 'quantity'])
@Index(['drugCode', 'quantity'])
export class StockBatch {
  @PrimaryColumn('varchar', { length: 36 })
  institutionId!: string;

  @PrimaryColumn('varchar', { length: 32 })
  drugCode!: string;

  @Field(() => String)
  @PrimaryColumn('varchar', { length: 40 })
  number!: string;

  @Field(() => CalendarDay)
  @Column('varchar', { length: 10 })
  expiresOn!: string;

  @Field(() => Int)
  @Column('int')
  quantity!: number;
}

/** A drug an institution keeps, also while there is none of it. */
@ObjectType()
@Entity('stock_item')
@Index(['orderId'])
export class StockItem {
  @PrimaryColumn('varchar', { length: 36 })
  institutionId!: string;

  @PrimaryColumn('varchar', { length: 32 })
  drugCode!: string;

  /** Units to be kept at least, as its pharmacist set it; null: nobody did. */
  @Column('int', { nullable: true })
  minimum!: number | null;

  @Column('varchar', { length: 60, nullable: true })
  minimumBy!: string | null;

  @Column('datetime', { precision: 3, nullable: true })
  minimumAt!: Date | null;

  /** The order that fills it up; null while it is on none. */
  @Column('varchar', { length: 36, nullable: true })
  orderId!: string | null;

  @Field(() => Institution, { nullable: true })
  get institution(): Institution {
    return { id: this.institutionId };
  }
}
