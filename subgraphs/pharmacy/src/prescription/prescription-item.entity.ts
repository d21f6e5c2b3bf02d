import { Field, Int, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One line of a prescription. */
@ObjectType()
@Entity('prescription_item')
export class PrescriptionItem {
  @PrimaryColumn('varchar', { length: 36 })
  prescriptionId!: string;

  /** Counts from 1, as on the sheet. */
  @PrimaryColumn('int')
  position!: number;

  @Column('varchar', { length: 32 })
  drugCode!: string;

  @Field(() => String)
  @Column('varchar', { length: 200 })
  dosage!: string;

  @Field(() => Int)
  @Column('int')
  days!: number;

  @Field(() => Int)
  @Column('int')
  quantity!: number;

  @Field(() => Int, { description: 'Handed out so far, at all members together.' })
  @Column('int')
  dispensed!: number;

  /** Its sheet's, where it is shown on it: the drug is shown as it was then. */
  issuedAt?: Date;
}
