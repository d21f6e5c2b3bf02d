import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One step of a prescription. The key admits each step once, whoever takes it. */
@Entity('prescription_event')
export class PrescriptionEvent {
  @PrimaryColumn('varchar', { length: 36 })
  prescriptionId!: string;

  /** Counts from 1, in the order the steps were taken. */
  @PrimaryColumn('int')
  step!: number;

  @Column('datetime', { precision: 3 })
  at!: Date;

  @Column('varchar', { length: 16 })
  status!: string;

  @Column('varchar', { length: 60 })
  by!: string;

  @Column('varchar', { length: 36 })
  institutionId!: string;

  @Column('text', { nullable: true })
  note!: string | null;
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
