import { Entity, PrimaryColumn } from 'typeorm';

/** A block a record stands in: records that can be one person's share one (see block-keys.ts). */
@Entity('patient_block', { withoutRowid: true })
export class PatientBlock {
  @PrimaryColumn('varchar', { length: 12 })
  key!: string;

  @PrimaryColumn('varchar', { length: 36 })
  patientId!: string;
}
