import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { Drug } from '../drug/drug.entity';

export enum DrugDifferenceKind {
  ADDED = 'ADDED',
  CHANGED = 'CHANGED',
  ENDED = 'ENDED',
  UNCHANGED = 'UNCHANGED',
}
registerEnumType(DrugDifferenceKind, { name: 'DrugDifferenceKind' });

@ObjectType({ description: 'One field of a drug that the list has otherwise.' })
export class DrugFieldChange {
  @Field(() => String)
  field!: string;

  @Field(() => String, { nullable: true })
  before!: string | null;

  @Field(() => String, { nullable: true })
  after!: string | null;
}

/** What a list does to one drug of the catalogue. */
@ObjectType('DrugDifference')
@Entity('drug_list_line')
@Index(['listId', 'kind', 'code'])
export class DrugListLine {
  @PrimaryColumn('varchar', { length: 36 })
  listId!: string;

  @Field(() => ID)
  @PrimaryColumn('varchar', { length: 32 })
  code!: string;

  @Field(() => DrugDifferenceKind)
  @Column('varchar', { length: 10 })
  kind!: DrugDifferenceKind;

  @Field(() => Int, {
    nullable: true,
    description: 'In the list, from 1; null: it is not named there.',
  })
  @Column('int', { nullable: true })
  line!: number | null;

  @Field(() => String)
  @Column('varchar', { length: 100 })
  name!: string;

  /** The drug as the list has it; of one that is not changed nothing. */
  @Column('simple-json', { nullable: true })
  drug!: Drug | null;

  @Field(() => [DrugFieldChange])
  @Column('simple-json')
  changes!: DrugFieldChange[];
}
