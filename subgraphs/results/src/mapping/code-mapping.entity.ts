import { registerEnumType } from 'type-graphql';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { type LocalCodeKind, localCodeKinds } from './local-code';

export const LocalCodeKindEnum = Object.fromEntries(localCodeKinds.map((one) => [one, one]));
registerEnumType(LocalCodeKindEnum, { name: 'LocalCodeKind' });

/**
 * One row per institution: how often its codes were mapped. Who posts shares its lock, who maps
 * holds it alone: so no value is read by a table that is already another.
 */
@Entity('local_code_table')
export class LocalCodeTable {
  @PrimaryColumn('varchar', { length: 36 })
  institutionId!: string;

  @Column('int')
  revision!: number;
}

/** One word of a quality manager: what a code or unit of an institution stands for. Rows are never changed; the last one of a code counts. */
@Entity('code_mapping')
@Index(['institutionId', 'revision'], { unique: true })
@Index(['institutionId', 'kind', 'printedKey', 'revision'])
@Index(['institutionId', 'mappedAt', 'id'])
@Index(['appliedAt'])
export class CodeMapping {
  @PrimaryColumn('varchar', { length: 36 })
  id!: string;

  /** Whose code it is. */
  @Column('varchar', { length: 36 })
  institutionId!: string;

  @Column('int')
  revision!: number;

  @Column('varchar', { length: 16 })
  kind!: LocalCodeKind;

  /** The code; of a unit what is left when spellings are folded. */
  @Column('varchar', { length: 100 })
  printedKey!: string;

  @Column('varchar', { length: 100 })
  printed!: string;

  /** Of a code. */
  @Column('varchar', { length: 100, nullable: true })
  itemCode!: string | null;

  /** Of a unit; of a code the unit meant where a result comes without one. */
  @Column('varchar', { length: 60, nullable: true })
  ucumUnit!: string | null;

  @Column('varchar', { length: 200 })
  authorSubject!: string;

  @Column('varchar', { length: 100 })
  authorName!: string;

  @Column('varchar', { length: 36 })
  authorInstitutionId!: string;

  @Column('datetime', { precision: 3 })
  mappedAt!: Date;

  /** When the last of what had arrived before was read by it; null while that goes on. */
  @Column('datetime', { precision: 3, nullable: true })
  appliedAt!: Date | null;
}

/** A code or unit that arrived and stands for nothing yet. */
@Entity('unmapped_code')
@Index(['institutionId', 'kind', 'printedKey'], { unique: true })
@Index(['institutionId', 'firstSeenAt', 'id'])
export class UnmappedCodeRow {
  @PrimaryColumn('varchar', { length: 36 })
  id!: string;

  @Column('varchar', { length: 36 })
  institutionId!: string;

  @Column('varchar', { length: 16 })
  kind!: LocalCodeKind;

  @Column('varchar', { length: 100 })
  printedKey!: string;

  @Column('varchar', { length: 100 })
  printed!: string;

  @Column('varchar', { length: 200, nullable: true })
  printedName!: string | null;

  /** Of a unit: the item it was first printed for. */
  @Column('varchar', { length: 100, nullable: true })
  itemCode!: string | null;

  @Column('varchar', { length: 100, nullable: true })
  exampleValue!: string | null;

  @Column('varchar', { length: 100, nullable: true })
  exampleUnit!: string | null;

  @Column('varchar', { length: 500, nullable: true })
  exampleRange!: string | null;

  @Column('int')
  occurrences!: number;

  @Column('datetime', { precision: 3 })
  firstSeenAt!: Date;

  @Column('datetime', { precision: 3 })
  lastSeenAt!: Date;
}
