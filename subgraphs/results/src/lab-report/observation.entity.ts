import { Field, Float, ID, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { type Interpretation, interpretations } from '../catalogue/read-words';
import { ResultItem } from '../result-item/result-item.entity';
import { LabReport } from './lab-report.entity';

export const InterpretationEnum = Object.fromEntries(interpretations.map((one) => [one, one]));
registerEnumType(InterpretationEnum, { name: 'Interpretation' });

/** One value of one version of a laboratory report, as printed, with what was read beside it. */
@ObjectType({ description: 'One value of a laboratory report.' })
@Entity('observation')
@Index(['reportId', 'version', 'position'], { unique: true })
@Index(['patientId', 'itemCode', 'takenAt', 'id'])
@Index(['institutionId', 'printedCode', 'id'])
export class Observation {
  @Field(() => ID)
  @PrimaryColumn('varchar', { length: 36 })
  id!: string;

  @Column('varchar', { length: 36 })
  reportId!: string;

  @Column('int')
  version!: number;

  @Column('int')
  position!: number;

  @Column('varchar', { length: 36 })
  patientId!: string;

  @Column('varchar', { length: 36 })
  institutionId!: string;

  /** effectiveAt of its report, else issuedAt: where it stands in a trend. */
  @Column('datetime', { precision: 3 })
  takenAt!: Date;

  /** In the version of its report that is in force, and that is not cancelled. */
  @Column('boolean')
  inForce!: boolean;

  /** Catalogue code; the printed code where the catalogue has none. */
  @Column('varchar', { length: 100 })
  itemCode!: string;

  /** False for a code that waits to be mapped to the catalogue. */
  @Column('boolean')
  mapped!: boolean;

  @Column('varchar', { length: 100 })
  printedCode!: string;

  @Column('varchar', { length: 200, nullable: true })
  printedName!: string | null;

  @Field(() => String, { description: 'As the laboratory printed it.' })
  @Column('text')
  value!: string;

  @Field(() => Float, {
    nullable: true,
    description: 'The number in `value`, without its comparator; null for text.',
  })
  @Column('double', { nullable: true })
  number!: number | null;

  @Field(() => String, { nullable: true })
  @Column('varchar', { length: 2, nullable: true })
  comparator!: string | null;

  @Field(() => String, { nullable: true, description: 'As the laboratory printed it.' })
  @Column('varchar', { length: 100, nullable: true })
  unit!: string | null;

  @Field(() => String, { nullable: true, description: 'The UCUM unit `unit` stands for.' })
  @Column('varchar', { length: 60, nullable: true })
  ucumUnit!: string | null;

  /** Whether value and unit can be compared with the item's. */
  @Column('boolean')
  comparable!: boolean;

  @Field(() => String, { nullable: true, description: 'As the laboratory printed it.' })
  @Column('varchar', { length: 500, nullable: true })
  referenceRange!: string | null;

  @Column('varchar', { length: 40, nullable: true })
  flag!: string | null;

  @Field(() => InterpretationEnum)
  @Column('varchar', { length: 16 })
  interpretation!: Interpretation;

  @Column('boolean')
  sensitive!: boolean;

  /** Set by the loader that read it; not a column. */
  @Field(() => ResultItem)
  item!: ResultItem;

  /** Set by the loader that read it; not a column. */
  @Field(() => LabReport)
  report!: LabReport;

  @Field(() => Date, { nullable: true })
  get effectiveAt(): Date | null {
    return this.report.effectiveAt;
  }
}
