import { CalendarDay } from '@lianyi/shared/graphql/scalars';
import { Field, Float, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { Institution } from '../stubs/institution.stub';
import { Patient } from '../stubs/patient.stub';
import { type RepeatReason, repeatReasons } from './read-repeat-reasons';

export const recognitionChoices = ['RECOGNIZED', 'REPEATED'] as const;
export type RecognitionChoice = (typeof recognitionChoices)[number];
export const RecognitionChoiceEnum = Object.fromEntries(
  recognitionChoices.map((one) => [one, one]),
);
registerEnumType(RecognitionChoiceEnum, { name: 'RecognitionChoice' });
export const RepeatReasonEnum = Object.fromEntries(repeatReasons.map((one) => [one, one]));
registerEnumType(RepeatReasonEnum, {
  name: 'RepeatReason',
  description:
    '国卫医发〔2022〕6号: the only reasons for which a recognisable result may be repeated.',
});

/** Columns that make one decision of however many calls. */
export const decisionKey = [
  'institutionId',
  'patientId',
  'itemCode',
  'encounterId',
  'day',
] as const;

/** What one clinician decided about one item of a patient, in one visit on one day. */
@ObjectType({
  description:
    'A result relied on instead of testing again, or the reason why not. One for each patient, item, institution, visit and day; another on the same day replaces it.',
})
@Entity('recognition_decision')
@Index([...decisionKey], { unique: true })
@Index(['institutionId', 'day', 'id'])
@Index(['patientId', 'day'])
@Index(['observationId'])
@Index(['examReportId'])
export class RecognitionDecision {
  @Field(() => ID)
  @PrimaryColumn('varchar', { length: 36 })
  id!: string;

  @Column('varchar', { length: 36 })
  institutionId!: string;

  @Column('varchar', { length: 36 })
  patientId!: string;

  /** Code of the item or panel that was, or would have been, ordered. */
  @Column('varchar', { length: 100 })
  itemCode!: string;

  /** The visit as its sender names it; empty where none was named. */
  @Column('varchar', { length: 100 })
  encounterId!: string;

  @Field(() => CalendarDay, { description: 'In Shanghai.' })
  @Column('varchar', { length: 10 })
  day!: string;

  @Field(() => RecognitionChoiceEnum)
  @Column('varchar', { length: 16 })
  choice!: RecognitionChoice;

  @Field(() => RepeatReasonEnum, { nullable: true })
  @Column('varchar', { length: 40, nullable: true })
  reason!: RepeatReason | null;

  @Field(() => String, {
    nullable: true,
    description: 'The county’s own reason under OTHER_CLINICAL_NEED, by its code.',
  })
  @Column('varchar', { length: 40, nullable: true })
  localReason!: string | null;

  @Field(() => String, { nullable: true })
  @Column('varchar', { length: 500, nullable: true })
  note!: string | null;

  /** The result relied on or repeated; at most one of the two. */
  @Column('varchar', { length: 36, nullable: true })
  observationId!: string | null;

  @Column('varchar', { length: 36, nullable: true })
  examReportId!: string | null;

  @Column('varchar', { length: 36, nullable: true })
  sourceInstitutionId!: string | null;

  @Field(() => String, { nullable: true, description: 'The mark the result had then.' })
  @Column('varchar', { length: 40, nullable: true })
  mark!: string | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Age of the result then, in calendar days; null where there was none.',
  })
  @Column('int', { nullable: true })
  ageDays!: number | null;

  @Field(() => Boolean, {
    description: 'Whether the result could be relied on by rule then. The physician decides.',
  })
  @Column('boolean')
  recognizable!: boolean;

  /** Fen; 0 where repeated. */
  @Column('int')
  costFen!: number;

  /** An item flagged sensitive, or a panel with one. */
  @Column('boolean')
  sensitive!: boolean;

  @Field(() => String, { nullable: true })
  @Column('varchar', { length: 100, nullable: true })
  department!: string | null;

  @Field(() => ID, {
    description: 'Who decided: the practitioner where there is one, else the account.',
  })
  @Column('varchar', { length: 200 })
  physicianId!: string;

  @Field(() => String, { nullable: true, description: 'Name of who decided.' })
  @Column('varchar', { length: 100 })
  decidedBy!: string;

  @Field(() => Date)
  @Column('datetime', { precision: 3 })
  decidedAt!: Date;

  /** Whether who the patient is may be told to the viewer; not a column. */
  showsPatient = false;

  @Field(() => Patient, { nullable: true, description: 'Null for who opens no single record.' })
  get patient(): Patient | null {
    return this.showsPatient ? { id: this.patientId } : null;
  }

  @Field(() => Institution, { nullable: true, description: 'Where it was decided.' })
  get institution(): Institution {
    return { id: this.institutionId };
  }

  @Field(() => Institution, { nullable: true, description: 'Who made the result.' })
  get source(): Institution | null {
    return this.sourceInstitutionId === null ? null : { id: this.sourceInstitutionId };
  }

  @Field(() => Float, {
    description: 'Yuan, by the price list of the institution that decided; 0 where repeated.',
  })
  get costAvoided(): number {
    return this.costFen / 100;
  }
}

/** What a decision said before another on the same day took its place; rows are never changed. */
@Entity('replaced_decision')
@Index(['decisionId', 'replacedAt', 'id'])
export class ReplacedDecision {
  @PrimaryColumn('varchar', { length: 36 })
  id!: string;

  @Column('varchar', { length: 36 })
  decisionId!: string;

  @Column('datetime', { precision: 3 })
  replacedAt!: Date;

  @Column('simple-json')
  content!: object;
}
