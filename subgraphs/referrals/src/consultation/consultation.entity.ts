import { Coding } from '@lianyi/shared/graphql/coding';
import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { Urgency } from '../referral/referral.entity';
import { Institution } from '../stubs/institution.stub';
import { Patient } from '../stubs/patient.stub';
import { DiagnosticReport, type ReportReference, reportOf } from '../stubs/report.stub';

export enum ConsultationKind {
  SINGLE = 'SINGLE',
  MULTI_DISCIPLINARY = 'MULTI_DISCIPLINARY',
}
registerEnumType(ConsultationKind, { name: 'ConsultationKind' });

export enum ConsultationStatus {
  REQUESTED = 'REQUESTED',
  CLOSED = 'CLOSED',
  CANCELLED = 'CANCELLED',
  /** Never stored: what nobody ended while the record was open to the asked. */
  EXPIRED = 'EXPIRED',
}
registerEnumType(ConsultationStatus, { name: 'ConsultationStatus' });

@ObjectType({ description: 'What is charged, from the county’s price list.' })
export class FeeItem {
  @Field(() => ID)
  code!: string;

  @Field(() => String)
  name!: string;

  @Field(() => String, { description: 'Yuan, such as 150.00.' })
  yuan!: string;
}

/** One institution asks others of its community about a patient (远程会诊; RF-33, RF-34, RF-44). */
@ObjectType({ description: 'A remote consultation between institutions of the community.' })
@Entity('consultation')
@Index(['fromInstitutionId', 'idempotencyKey'], { unique: true })
@Index(['fromInstitutionId', 'createdAt', 'id'])
export class Consultation {
  @Field(() => ID)
  @PrimaryColumn('varchar', { length: 36 })
  id!: string;

  @Column('varchar', { length: 36 })
  patientId!: string;

  @Column('varchar', { length: 36, nullable: true })
  referralId!: string | null;

  @Column('varchar', { length: 36 })
  fromInstitutionId!: string;

  @Field(() => String, { description: 'Who asked.' })
  @Column('varchar', { length: 60 })
  requestedBy!: string;

  @Field(() => ConsultationKind)
  @Column('varchar', { length: 20 })
  kind!: ConsultationKind;

  @Field(() => Urgency)
  @Column('varchar', { length: 16 })
  urgency!: Urgency;

  @Column('varchar', { length: 12 })
  status!: ConsultationStatus;

  @Field(() => String)
  @Column('text')
  question!: string;

  @Field(() => [Coding])
  @Column('simple-json')
  diagnoses!: Coding[];

  @Column('simple-json')
  reportIds!: ReportReference[];

  /** As it was when it was asked: a later price list changes nothing. */
  @Field(() => FeeItem)
  @Column('simple-json')
  feeItem!: FeeItem;

  /** How many have answered; moves with each answer, so that none slips past its end. */
  @Column('int')
  answers!: number;

  @Column('boolean')
  sensitive!: boolean;

  @Field(() => Date)
  @Column('datetime', { precision: 3 })
  createdAt!: Date;

  /** From then on the record is open to nobody because of this, unless it was closed before. */
  @Column('datetime', { precision: 3 })
  openUntil!: Date;

  @Field(() => Date, { nullable: true, description: 'When it was closed or cancelled.' })
  @Column('datetime', { precision: 3, nullable: true })
  endedAt!: Date | null;

  @Field(() => String, { nullable: true, description: 'What the asker made of it, or why not.' })
  @Column('text', { nullable: true })
  outcome!: string | null;

  @Column('varchar', { length: 100 })
  idempotencyKey!: string;

  @Column('varchar', { length: 64 })
  digest!: string;

  @Field(() => Patient, { nullable: true })
  get patient(): Patient {
    return { id: this.patientId };
  }

  @Field(() => Institution, { nullable: true })
  get from(): Institution {
    return { id: this.fromInstitutionId };
  }

  @Field(() => [DiagnosticReport], { nullable: true, description: 'Reports sent along.' })
  get reports(): DiagnosticReport[] {
    return this.reportIds.map(reportOf);
  }
}
