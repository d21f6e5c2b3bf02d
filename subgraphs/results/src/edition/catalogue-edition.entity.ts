import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The county's files as they were from a moment on. */
@Entity('catalogue_edition')
export class CatalogueEdition {
  @PrimaryColumn('int')
  number!: number;

  /** SHA-256 of all files. */
  @Column('varchar', { length: 64 })
  digest!: string;

  /** The first start with these files. */
  @Column('datetime', { precision: 3 })
  knownFrom!: Date;
}

/** One file of an edition, deflated, in base64. */
@Entity('catalogue_edition_file')
export class CatalogueEditionFile {
  @PrimaryColumn('int')
  number!: number;

  /** Its path in the folder. */
  @PrimaryColumn('varchar', { length: 150 })
  file!: string;

  @Column('text')
  content!: string;
}
