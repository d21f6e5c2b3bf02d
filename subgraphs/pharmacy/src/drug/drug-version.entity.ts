import { Entity, PrimaryColumn } from 'typeorm';
import { Drug } from './drug.entity';

/** A drug as it was until a list changed it or took it in anew. */
@Entity('drug_version')
export class DrugVersion extends Drug {
  /** The edition of the catalogue that has it otherwise. */
  @PrimaryColumn('int')
  untilEdition!: number;
}
