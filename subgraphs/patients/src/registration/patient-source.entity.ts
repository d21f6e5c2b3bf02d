import { Column, Entity, PrimaryColumn } from 'typeorm';

/** An institution holds data of a patient: the basis of seeing one's own data. */
@Entity('patient_source')
export class PatientSource {
  @PrimaryColumn('varchar', { length: 36 })
  patientId!: string;

  @PrimaryColumn('varchar', { length: 36 })
  institutionId!: string;

  /** Written by an institution outside the community: it gives no basis of its own. */
  @Column('boolean')
  outside!: boolean;

  @Column('datetime', { precision: 3 })
  since!: Date;
}

/**
 * Which patient a sender's reference without any number became: the same message again names
 * the same patient.
 */
@Entity('patient_ref_source')
export class PatientRefSource {
  @PrimaryColumn('varchar', { length: 36 })
  institutionId!: string;

  /** The sender's own key of the message, hashed by the part that took it in. */
  @PrimaryColumn('varchar', { length: 100 })
  sourceKey!: string;

  @Column('varchar', { length: 36 })
  patientId!: string;
}
