import { CalendarDay } from '@lianyi/shared/graphql/scalars';
import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
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
@Index(['roundKey'], { unique: true })
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

  @Field(() => Date, {
    nullable: true,
    description: 'Since when it is known; null: from the first.',
  })
  @Column('datetime', { precision: 3, nullable: true })
  recordedAt!: Date | null;

  @Field(() => String, { nullable: true })
  @Column('varchar', { length: 100, nullable: true })
  recordedBy!: string | null;

  @Column('varchar', { length: 200, nullable: true })
  recorderSubject!: string | null;

  /** Of the round and its mark; null where it was withdrawn: one of each counts. */
  @Column('varchar', { length: 64, nullable: true })
  roundKey!: string | null;

  @Field(() => Date, { nullable: true, description: 'From then on it counts no more.' })
  @Column('datetime', { precision: 3, nullable: true })
  withdrawnAt!: Date | null;

  @Column('varchar', { length: 100, nullable: true })
  withdrawnBy!: string | null;

  @Column('varchar', { length: 200, nullable: true })
  withdrawerSubject!: string | null;

  @Field(() => String, { nullable: true })
  @Column('varchar', { length: 500, nullable: true })
  withdrawalReason!: string | null;

  /** Set by the loader that read it; not a column. */
  @Field(() => ResultItem)
  item!: ResultItem;

  @Field(() => Institution, { nullable: true })
  get institution(): Institution {
    return { id: this.institutionId };
  }
}

/** What was said of the internal quality control of one item on one day. */
@ObjectType()
export abstract class ControlOfDay {
  @PrimaryColumn('varchar', { length: 36 })
  institutionId!: string;

  @PrimaryColumn('varchar', { length: 100 })
  itemCode!: string;

  /** Calendar day, Asia/Shanghai. */
  @Field(() => CalendarDay)
  @PrimaryColumn('varchar', { length: 10 })
  day!: string;

  @Field(() => Boolean)
  @Column('boolean')
  inControl!: boolean;

  @Field(() => String, { nullable: true })
  @Column('varchar', { length: 500, nullable: true })
  note!: string | null;

  @Field(() => Date, {
    nullable: true,
    description: 'Since when it is known; null: from the first.',
  })
  @Column('datetime', { precision: 3, nullable: true })
  recordedAt!: Date | null;

  @Field(() => String, { nullable: true })
  @Column('varchar', { length: 100, nullable: true })
  recordedBy!: string | null;

  @Column('varchar', { length: 200, nullable: true })
  recorderSubject!: string | null;
}

/** Internal quality control of one item on one day, as it counts. */
@ObjectType({ description: 'Internal quality control of one item on one day.' })
@Entity('quality_control')
@Index(['institutionId', 'inControl'])
@Index(['institutionId', 'day', 'itemCode'])
export class QualityControl extends ControlOfDay {
  /** 1, and one more for each correction. */
  @Field(() => Int)
  @Column('int', { default: 1 })
  revision!: number;

  /** Set by the loader that read it; not a column. */
  @Field(() => ResultItem)
  item!: ResultItem;

  @Field(() => Institution, { nullable: true })
  get institution(): Institution {
    return { id: this.institutionId };
  }
}

/** What was said before it was corrected. */
@ObjectType({ description: 'What was said before it was corrected.' })
@Entity('quality_control_correction')
export class QualityControlCorrection extends ControlOfDay {
  @Field(() => Int)
  @PrimaryColumn('int')
  revision!: number;

  @Field(() => Date)
  @Column('datetime', { precision: 3 })
  replacedAt!: Date;
}
