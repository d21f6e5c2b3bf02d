import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Who begins a posting of a person counts up here first: such writes go one after the other. */
@Entity('posting_turn')
export class PostingTurn {
  @PrimaryColumn('varchar', { length: 36 })
  practitionerId!: string;

  @Column('int')
  taken!: number;
}
