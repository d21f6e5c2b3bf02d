import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** Columns that make one offer of however many looks. */
export const offerKey = ['institutionId', 'patientId', 'itemCode', 'day'] as const;

/** A recognisable result was shown before an order: one for each patient, item, institution and day. */
@Entity('recognition_offer')
@Index([...offerKey], { unique: true })
@Index(['institutionId', 'answered', 'day', 'id'])
export class RecognitionOffer {
  @PrimaryColumn('varchar', { length: 36 })
  id!: string;

  @Column('varchar', { length: 36 })
  institutionId!: string;

  @Column('varchar', { length: 36 })
  patientId!: string;

  @Column('varchar', { length: 100 })
  itemCode!: string;

  /** Calendar day, Asia/Shanghai. */
  @Column('varchar', { length: 10 })
  day!: string;

  /** Whether something was decided that day: the decision is then counted, the offer no more. */
  @Column('boolean')
  answered!: boolean;

  @Column('varchar', { length: 36, nullable: true })
  sourceInstitutionId!: string | null;

  @Column('boolean')
  sensitive!: boolean;

  @Column('varchar', { length: 100, nullable: true })
  department!: string | null;

  /** To whom it was first shown. */
  @Column('varchar', { length: 200 })
  physicianId!: string;

  @Column('varchar', { length: 100 })
  physicianName!: string;

  @Column('datetime', { precision: 3 })
  offeredAt!: Date;
}
