import { Directive, Field, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, Index } from 'typeorm';
import { type Modality, modalities } from '../catalogue/item';
import { DiagnosticReport } from '../report/report.entity';
import { ResultItem } from '../result-item/result-item.entity';

export const ModalityEnum = Object.fromEntries(modalities.map((one) => [one, one]));
registerEnumType(ModalityEnum, { name: 'Modality' });

/** A report on images, curves or tissue. What is recognised is these, never the conclusion. */
@ObjectType({ implements: DiagnosticReport, description: 'An imaging or function exam report.' })
@Directive('@key(fields: "id")')
@Entity('exam_report')
@Index(['institutionId', 'sourceId'], { unique: true })
@Index(['patientId', 'sortedAt', 'id'])
@Index(['institutionId', 'sortedAt', 'id'])
@Index(['patientId', 'modality', 'sortedAt', 'id'])
@Index(['institutionId', 'printedCode', 'id'])
@Index(['patientId', 'itemCode', 'sortedAt', 'id'])
export class ExamReport extends DiagnosticReport {
  /** Catalogue code; the printed code where the catalogue has none. */
  @Column('varchar', { length: 100 })
  itemCode!: string;

  /** False for a code that waits to be mapped to the catalogue. */
  @Column('boolean')
  mapped!: boolean;

  @Column('varchar', { length: 100 })
  printedCode!: string;

  @Field(() => ModalityEnum)
  @Column('varchar', { length: 4 })
  modality!: Modality;

  @Field(() => String, { nullable: true })
  @Column('varchar', { length: 100, nullable: true })
  bodySite!: string | null;

  @Field(() => String, { nullable: true })
  @Column('text')
  findings!: string;

  @Field(() => String, { nullable: true })
  @Column('varchar', { length: 64, nullable: true })
  studyInstanceUid!: string | null;

  @Field(() => String, { nullable: true })
  @Column('varchar', { length: 64, nullable: true })
  accessionNumber!: string | null;

  /** The reporting physician marked it critical. */
  @Column('boolean')
  critical!: boolean;

  @Column('varchar', { length: 36, nullable: true })
  diagnosticRequestId!: string | null;

  /** Set by the loader that read it; not a column. */
  @Field(() => ResultItem)
  item!: ResultItem;
}
