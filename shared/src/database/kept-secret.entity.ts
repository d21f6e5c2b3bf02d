import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A secret that outlives field keys, sealed under the current one; each part keeps its own. */
@Entity('kept_secret')
export class KeptSecret {
  @PrimaryColumn('varchar', { length: 64 })
  name!: string;

  @Column('varchar', { length: 200 })
  sealed!: string;
}
