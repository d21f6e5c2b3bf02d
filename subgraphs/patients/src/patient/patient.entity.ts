import { registerEnumType } from 'type-graphql';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

export enum Gender {
  UNKNOWN = 'UNKNOWN',
  MALE = 'MALE',
  FEMALE = 'FEMALE',
  NOT_STATED = 'NOT_STATED',
}
registerEnumType(Gender, { name: 'Gender', description: 'GB/T 2261.1: 0, 1, 2, 9.' });

/**
 * A person of the index. The row never leaves the subgraph: what a viewer gets is the masked
 * `Patient` of patient.view.ts.
 */
@Entity('patient')
@Index(['nameKey', 'id'])
@Index(['pinyin', 'id'])
@Index(['initials', 'id'])
@Index(['birthDate', 'id'])
@Index(['phoneIndex'])
@Index(['phoneTailIndex', 'id'])
@Index(['personId', 'id'])
@Index(['registeredBy', 'mergedInto', 'registeredAt', 'personId'])
@Index(['mergedInto', 'id', 'personId'])
export class PatientRow {
  @PrimaryColumn('varchar', { length: 36 })
  id!: string;

  @Column('varchar', { length: 100 })
  name!: string;

  /** The name as it is compared and searched: without spaces, middle dots and case. */
  @Column('varchar', { length: 100 })
  nameKey!: string;

  /** Full pinyin without tones and spaces. */
  @Column('varchar', { length: 200 })
  pinyin!: string;

  @Column('varchar', { length: 40 })
  initials!: string;

  @Column('varchar', { length: 12 })
  gender!: Gender;

  /** `YYYY-MM-DD`. */
  @Column('varchar', { length: 10, nullable: true })
  birthDate!: string | null;

  @Column('varchar', { length: 200, nullable: true })
  sealedPhone!: string | null;

  @Column('varchar', { length: 43, nullable: true })
  phoneIndex!: string | null;

  /** Blind index of the last four digits. */
  @Column('varchar', { length: 43, nullable: true })
  phoneTailIndex!: string | null;

  @Column('varchar', { length: 300, nullable: true })
  address!: string | null;

  @Column('varchar', { length: 36 })
  registeredBy!: string;

  @Column('datetime', { precision: 3 })
  registeredAt!: Date;

  /** The record that stands for the person: this one, or the one it was merged into in the end. */
  @Column('varchar', { length: 36, default: '' })
  personId!: string;

  /** The record this one was merged into; null: it stands for itself. */
  @Column('varchar', { length: 36, nullable: true })
  mergedInto!: string | null;

  /**
   * The last day on which a family-doctor contract signed on this record is in force; null: none
   * was. Of two who sign at once the one whose update moves it is the one who signed.
   */
  @Column('varchar', { length: 10, nullable: true })
  contractUntil!: string | null;
}
