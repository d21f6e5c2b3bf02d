import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** The signed head of a finished day of the log. A day without entries has none. */
@Entity('access_day')
export class AccessDay {
  /** `YYYY-MM-DD` in Asia/Shanghai. */
  @PrimaryColumn('varchar', { length: 10 })
  day!: string;

  @Column('int')
  firstSeq!: number;

  @Column('int')
  lastSeq!: number;

  @Column('int')
  entries!: number;

  /** Hash of the day's last entry. */
  @Column('varchar', { length: 43 })
  hash!: string;

  /** HMAC-SHA256 over all of the above and the proof of the day before. */
  @Column('varchar', { length: 43 })
  proof!: string;
}

/** A day whose entries lie in an archive file. Only where such a row covers them may they leave the table. */
@Entity('access_archive')
@Index(['lastSeq'])
export class AccessArchive {
  @PrimaryColumn('varchar', { length: 10 })
  day!: string;

  @Column('int')
  firstSeq!: number;

  @Column('int')
  lastSeq!: number;

  /** SHA-256 of the file's bytes, in hexadecimal signs. */
  @Column('varchar', { length: 64 })
  digest!: string;

  /** HMAC-SHA256 over the digest and the proof of the day's head. */
  @Column('varchar', { length: 43 })
  proof!: string;
}
