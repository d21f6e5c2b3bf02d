import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { ResultItem } from '../result-item/result-item.entity';
import { Institution } from '../stubs/institution.stub';
import { Patient } from '../stubs/patient.stub';
import { Practitioner } from '../stubs/practitioner.stub';
import {
  type DiagnosisKind,
  type DiagnosticRequestStatus,
  diagnosisKinds,
  diagnosticRequestStatuses,
  type Urgency,
  urgencies,
} from './diagnosis-words';

const enumOf = (values: readonly string[]) => Object.fromEntries(values.map((one) => [one, one]));
export const UrgencyEnum = enumOf(urgencies);
registerEnumType(UrgencyEnum, { name: 'Urgency' });
export const DiagnosisKindEnum = enumOf(diagnosisKinds);
registerEnumType(DiagnosisKindEnum, { name: 'DiagnosisKind' });
export const DiagnosticRequestStatusEnum = enumOf(diagnosticRequestStatuses);
registerEnumType(DiagnosticRequestStatusEnum, { name: 'DiagnosticRequestStatus' });

/** One exam of a member that a centre is asked to diagnose. A column without `@Field` never leaves. */
@ObjectType({
  description:
    'Examined at the grass roots, diagnosed above: the exam of one member, read by a shared centre.',
})
@Entity('diagnostic_request')
@Index(['fromInstitutionId', 'sourceId'], { unique: true })
@Index(['fromInstitutionId', 'status', 'urgencyRank', 'dueAt', 'id', 'endedAt'])
@Index(['centerId', 'status', 'urgencyRank', 'dueAt', 'id', 'endedAt'])
@Index(['patientId', 'centerId', 'endedAt'])
@Index(['fromInstitutionId', 'requestedAt'])
@Index(['centerId', 'requestedAt'])
@Index(['reportId'])
export class DiagnosticRequest {
  @Field(() => ID)
  @PrimaryColumn('varchar', { length: 36 })
  id!: string;

  @Column('varchar', { length: 36 })
  patientId!: string;

  /** Catalogue code. */
  @Column('varchar', { length: 100 })
  itemCode!: string;

  @Field(() => DiagnosisKindEnum)
  @Column('varchar', { length: 12 })
  kind!: DiagnosisKind;

  /** Where the exam was made. */
  @Column('varchar', { length: 36 })
  fromInstitutionId!: string;

  @Column('varchar', { length: 36 })
  centerId!: string;

  /** The sender's own id; one request per institution and id. */
  @Column('varchar', { length: 100 })
  sourceId!: string;

  /** SHA-256 of what was requested: the same id with other content is refused. */
  @Column('varchar', { length: 64 })
  digest!: string;

  /** As stored; `standing` says what a claim that ran out has become. */
  @Field(() => DiagnosticRequestStatusEnum)
  @Column('varchar', { length: 12 })
  status!: DiagnosticRequestStatus;

  @Field(() => UrgencyEnum)
  @Column('varchar', { length: 10 })
  urgency!: Urgency;

  /** Place of the urgency in a worklist, the most urgent first. */
  @Column('int')
  urgencyRank!: number;

  @Field(() => Date, { description: 'When the exam was made.' })
  @Column('datetime', { precision: 3 })
  performedAt!: Date;

  @Field(() => String, { nullable: true })
  @Column('varchar', { length: 64, nullable: true })
  studyInstanceUid!: string | null;

  @Field(() => String, { nullable: true })
  @Column('text', { nullable: true })
  clinicalQuestion!: string | null;

  /** Whether the item is flagged sensitive. */
  @Column('boolean')
  sensitive!: boolean;

  @Field(() => Date)
  @Column('datetime', { precision: 3 })
  requestedAt!: Date;

  @Field(() => Date, { description: 'When the report is due.' })
  @Column('datetime', { precision: 3 })
  dueAt!: Date;

  /** Who holds or last held the claim, by the identity provider's name; null: nobody yet. */
  @Column('varchar', { length: 200, nullable: true })
  claimHolder!: string | null;

  /** Her name, for whoever finds the request claimed. */
  @Column('varchar', { length: 200, nullable: true })
  claimHolderName!: string | null;

  @Column('varchar', { length: 36, nullable: true })
  claimPractitionerId!: string | null;

  @Field(() => Date, {
    nullable: true,
    description: 'Until when the claim holds; unreported, it is released then.',
  })
  @Column('datetime', { precision: 3, nullable: true })
  claimedUntil!: Date | null;

  @Column('varchar', { length: 36, nullable: true })
  reportId!: string | null;

  /** Who posted that report, by the identity provider's name. */
  @Column('varchar', { length: 200, nullable: true })
  reportedBy!: string | null;

  /** From the request to its first final report. */
  @Column('int', { nullable: true })
  turnaroundSeconds!: number | null;

  @Field(() => Date, {
    nullable: true,
    description: 'When it was reported, rejected or cancelled.',
  })
  @Column('datetime', { precision: 3, nullable: true })
  endedAt!: Date | null;

  @Field(() => String, { nullable: true, description: 'Why the centre sent it back.' })
  @Column('text', { nullable: true })
  rejectionReason!: string | null;

  @Field(() => String, { nullable: true, description: 'Why the sender withdrew it.' })
  @Column('text', { nullable: true })
  cancellationReason!: string | null;

  /** Set by who reads it; not a column. */
  @Field(() => ResultItem)
  item!: ResultItem;

  @Field(() => Patient, { nullable: true })
  get patient(): Patient {
    return { id: this.patientId };
  }

  @Field(() => Institution, { nullable: true, description: 'Where the exam was made.' })
  get from(): Institution {
    return { id: this.fromInstitutionId };
  }

  @Field(() => Institution, { nullable: true, description: 'Which is asked to diagnose it.' })
  get center(): Institution {
    return { id: this.centerId };
  }

  @Field(() => Practitioner, {
    nullable: true,
    description: 'Who holds the claim, or held it when the request ended.',
  })
  get claimedBy(): Practitioner | null {
    return this.claimPractitionerId === null ? null : { id: this.claimPractitionerId };
  }
}
