import { Authorized, Field, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Institution } from '../stubs/institution.stub';
import { PrescriptionStatus } from './prescription.entity';

/** One step of a prescription. The key admits each step once, whoever takes it. */
@ObjectType({ description: 'A step of a prescription, and who took it.' })
@Entity('prescription_event')
export class PrescriptionEvent {
  @PrimaryColumn('varchar', { length: 36 })
  prescriptionId!: string;

  /** Counts from 1, in the order the steps were taken. */
  @PrimaryColumn('int')
  step!: number;

  @Field(() => Date)
  @Column('datetime', { precision: 3 })
  at!: Date;

  @Field(() => PrescriptionStatus)
  @Column('varchar', { length: 16 })
  status!: PrescriptionStatus;

  @Field(() => String)
  @Column('varchar', { length: 60 })
  by!: string;

  @Column('varchar', { length: 36 })
  institutionId!: string;

  // Free text: it is for those who know who the patient is.
  @Authorized('CLINICIAN', 'FAMILY_DOCTOR', 'PHARMACIST')
  @Field(() => String, { nullable: true, description: 'Why it was rejected or cancelled.' })
  @Column('text', { nullable: true })
  note!: string | null;

  @Field(() => Institution, { nullable: true })
  get institution(): Institution {
    return { id: this.institutionId };
  }
}

/** The number of the last sheet of a day: the county counts its sheets without a gap. */
@Entity('prescription_number')
export class PrescriptionNumber {
  /** Calendar day in Asia/Shanghai. */
  @PrimaryColumn('varchar', { length: 10 })
  day!: string;

  @Column('int')
  last!: number;
}
