import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Who sends a person somewhere counts up here first: such writes of one person go one after the other. */
@Entity('posting_turn')
export class PostingTurn {
  @PrimaryColumn('varchar', { length: 36 })
  practitionerId!: string;

  @Column('int')
  taken!: number;
}
