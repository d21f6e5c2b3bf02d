import { Column, Entity, PrimaryColumn } from 'typeorm';

/**
 * Under which key numbers and phones are sealed; one row, the one place that says so. Who seals
 * reads it in the same transaction, who changes the key locks it.
 */
@Entity('field_key_state')
export class FieldKeyState {
  @PrimaryColumn('int')
  id!: number;

  /** Grows with each change of the key: what was looked up under an older one is looked up again. */
  @Column('int')
  generation!: number;

  @Column('varchar', { length: 12 })
  currentKeyId!: string;

  /** The key that rows may still be sealed under; null where no change is under way. */
  @Column('varchar', { length: 12, nullable: true })
  previousKeyId!: string | null;

  /** When the last change of keys was finished. */
  @Column('datetime', { precision: 3, nullable: true })
  changedAt!: Date | null;
}
