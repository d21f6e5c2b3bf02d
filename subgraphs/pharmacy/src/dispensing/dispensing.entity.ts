import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { Institution } from '../stubs/institution.stub';

/** One visit at which drugs of a prescription were handed out. */
@ObjectType({
  description: 'Any member may fill any member’s prescription, each item once in all.',
})
@Entity('dispensing')
@Index(['prescriptionId', 'at', 'id'])
@Index(['institutionId', 'at'])
export class Dispensing {
  @Field(() => ID)
  @PrimaryColumn('varchar', { length: 36 })
  id!: string;

  @Column('varchar', { length: 36 })
  prescriptionId!: string;

  @Column('varchar', { length: 36 })
  institutionId!: string;

  @Field(() => Date)
  @Column('datetime', { precision: 3 })
  at!: Date;

  @Field(() => String)
  @Column('varchar', { length: 60 })
  pharmacist!: string;

  @Field(() => Institution, { nullable: true })
  get institution(): Institution {
    return { id: this.institutionId };
  }
}

/** What was handed out of one batch. */
@ObjectType()
@Entity('dispensing_line')
export class DispensingLine {
  @PrimaryColumn('varchar', { length: 36 })
  dispensingId!: string;

  /** Counts from 1. */
  @PrimaryColumn('int')
  position!: number;

  @Column('varchar', { length: 32 })
  drugCode!: string;

  @Field(() => Int)
  @Column('int')
  quantity!: number;

  @Field(() => String)
  @Column('varchar', { length: 40 })
  batch!: string;

  /** The drug of the sheet, where another maker's was handed out for it. */
  @Column('varchar', { length: 32, nullable: true })
  substituteFor!: string | null;

  /** The visit's, where it is shown on it: the drug is shown as it was then. */
  at?: Date;
}
