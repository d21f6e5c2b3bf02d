import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Who changes where an institution belongs counts up here first: such writes go one after the other. */
@Entity('institution_turn')
export class InstitutionTurn {
  @PrimaryColumn('varchar', { length: 36 })
  institutionId!: string;

  @Column('int')
  taken!: number;
}
