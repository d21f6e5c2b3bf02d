import { CalendarDay } from '@lianyi/shared/graphql/scalars';
import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { type RecognitionScope, recognitionScopes } from '../catalogue/scope';
import { ResultItem } from '../result-item/result-item.entity';
import { Institution } from '../stubs/institution.stub';

export const RecognitionScopeEnum = Object.fromEntries(recognitionScopes.map((one) => [one, one]));
registerEnumType(RecognitionScopeEnum, { name: 'RecognitionScope' });

/** One round of external quality assessment of an institution and item, passed or failed. */
@ObjectType()
@Entity('quality_record')
@Index(['institutionId', 'itemCode', 'validFrom', 'id'])
export class QualityRecord {
  @Field(() => ID)
  @PrimaryColumn('varchar', { length: 36 })
  id!: string;

  @Column('varchar', { length: 36 })
  institutionId!: string;

  @Column('varchar', { length: 100 })
  itemCode!: string;

  @Field(() => RecognitionScopeEnum)
  @Column('varchar', { length: 16 })
  scope!: RecognitionScope;

  @Field(() => String)
  @Column('varchar', { length: 40 })
  mark!: string;

  @Field(() => String)
  @Column('varchar', { length: 100 })
  assessor!: string;

  @Field(() => Boolean)
  @Column('boolean')
  passed!: boolean;

  @Field(() => CalendarDay)
  @Column('varchar', { length: 10 })
  validFrom!: string;

  /** The last day it holds. */
  @Field(() => CalendarDay)
  @Column('varchar', { length: 10 })
  validTo!: string;

  /** Set by the loader that read it; not a column. */
  @Field(() => ResultItem)
  item!: ResultItem;

  @Field(() => Institution, { nullable: true })
  get institution(): Institution {
    return { id: this.institutionId };
  }
}

/** Internal quality control of one item on one day. */
@Entity('quality_control')
@Index(['institutionId', 'inControl'])
export class QualityControl {
  @PrimaryColumn('varchar', { length: 36 })
  institutionId!: string;

  @PrimaryColumn('varchar', { length: 100 })
  itemCode!: string;

  /** Calendar day, Asia/Shanghai. */
  @PrimaryColumn('varchar', { length: 10 })
  day!: string;

  @Column('boolean')
  inControl!: boolean;
}
