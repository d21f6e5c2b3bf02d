import { CalendarDay } from '@lianyi/shared/graphql/scalars';
import { Field, Int, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Institution } from '../stubs/institution.stub';

/** A batch on an institution's shelf. What is there stands here alone. */
@ObjectType()
@Entity('stock_batch')
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
export class StockItem {
  @PrimaryColumn('varchar', { length: 36 })
  institutionId!: string;

  @PrimaryColumn('varchar', { length: 32 })
  drugCode!: string;

  @Field(() => Institution, { nullable: true })
  get institution(): Institution {
    return { id: this.institutionId };
  }
}
