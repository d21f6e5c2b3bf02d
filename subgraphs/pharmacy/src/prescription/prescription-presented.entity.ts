import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A sheet that was handed to a pharmacist: she gave its number while it could be filled. */
@Entity('prescription_presented')
@Index(['holder', 'patientId'])
@Index(['holder', 'at'])
export class PrescriptionPresented {
  @PrimaryColumn('varchar', { length: 36 })
  prescriptionId!: string;

  /** The pharmacist at her institution: see `holderOf`. */
  @PrimaryColumn('varchar', { length: 43 })
  holder!: string;

  /** Whose sheet it is. */
  @Column('varchar', { length: 36 })
  patientId!: string;

  @Column('datetime', { precision: 3 })
  at!: Date;
}
