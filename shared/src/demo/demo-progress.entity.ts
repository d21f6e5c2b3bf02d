import { Column, Entity, PrimaryColumn } from 'typeorm';

/** How far the demo county stands in this database; one row, written with the residents it counts. */
@Entity('demo_progress')
export class DemoProgress {
  @PrimaryColumn('varchar', { length: 20 })
  name!: string;

  @Column('int')
  seed!: number;

  /** The county's day, `YYYY-MM-DD`. */
  @Column('varchar', { length: 10 })
  today!: string;

  /** Residents 0 to this number, not included, are stored. */
  @Column('int')
  residents!: number;
}
