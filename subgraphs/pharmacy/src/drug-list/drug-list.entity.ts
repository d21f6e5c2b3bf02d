import { CalendarDay } from '@lianyi/shared/graphql/scalars';
import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

export enum DrugListStatus {
  DRAFT = 'DRAFT',
  ENACTED = 'ENACTED',
  WITHDRAWN = 'WITHDRAWN',
}
registerEnumType(DrugListStatus, {
  name: 'DrugListStatus',
  valuesConfig: { WITHDRAWN: { description: 'Taken back before its day.' } },
});

/** A county's list of drugs as it was read, compared with the catalogue. */
@ObjectType({
  description: 'A county’s list of drugs; its difference counts from its day once it is enacted.',
})
@Entity('drug_list')
@Index(['institutionId', 'idempotencyKey'], { unique: true })
@Index(['createdAt', 'id'])
export class DrugList {
  @Field(() => ID)
  @PrimaryColumn('varchar', { length: 36 })
  id!: string;

  /** Whose it is; empty where it came by the command. */
  @Column('varchar', { length: 36 })
  institutionId!: string;

  @Column('varchar', { length: 100 })
  idempotencyKey!: string;

  /** SHA-256 of what was asked under the key. */
  @Column('varchar', { length: 64 })
  digest!: string;

  @Field(() => DrugListStatus)
  @Column('varchar', { length: 16 })
  status!: DrugListStatus;

  @Field(() => CalendarDay, { description: 'First day it counts.' })
  @Column('varchar', { length: 10 })
  effectiveFrom!: string;

  @Field(() => Boolean, { description: 'Whether a drug it does not name leaves the catalogue.' })
  @Column('boolean')
  whole!: boolean;

  /** The edition of the catalogue it was compared with. */
  @Column('int')
  baseEdition!: number;

  @Field(() => Int, { description: 'Drugs the catalogue does not have.' })
  @Column('int')
  added!: number;

  @Field(() => Int)
  @Column('int')
  changed!: number;

  @Field(() => Int, { description: 'Drugs that leave the catalogue.' })
  @Column('int')
  ended!: number;

  @Field(() => Int)
  @Column('int')
  unchanged!: number;

  @Field(() => Date)
  @Column('datetime', { precision: 3 })
  createdAt!: Date;

  @Field(() => String)
  @Column('varchar', { length: 60 })
  createdBy!: string;

  @Field(() => Date, { nullable: true })
  @Column('datetime', { precision: 3, nullable: true })
  enactedAt!: Date | null;

  @Field(() => String, { nullable: true })
  @Column('varchar', { length: 60, nullable: true })
  enactedBy!: string | null;

  @Field(() => Date, { nullable: true })
  @Column('datetime', { precision: 3, nullable: true })
  withdrawnAt!: Date | null;

  @Field(() => String, { nullable: true })
  @Column('varchar', { length: 60, nullable: true })
  withdrawnBy!: string | null;

  @Field(() => String, { nullable: true, description: 'Why it was withdrawn.' })
  @Column('text', { nullable: true })
  withdrawnFor!: string | null;
}

/** The one row that says how often the catalogue was changed, and from which day it was last. */
@Entity('drug_catalogue')
export class DrugCatalogue {
  /** Always 1. */
  @PrimaryColumn('int')
  id!: number;

  /** Counts the lists that were enacted, and those that were taken back. */
  @Column('int')
  edition!: number;

  /** Of the last one that stands; empty where there was none. */
  @Column('varchar', { length: 10 })
  effectiveFrom!: string;
}
