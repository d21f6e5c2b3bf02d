import { Coding } from '@lianyi/shared/graphql/coding';
import { Directive, Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { Institution } from '../stubs/institution.stub';
import { Patient } from '../stubs/patient.stub';
import { DiagnosticReport, type ReportReference, reportOf } from '../stubs/report.stub';
import { ReferralForm } from './referral-form';

export enum ReferralDirection {
  UP = 'UP',
  DOWN = 'DOWN',
  LATERAL = 'LATERAL',
  OUTWARD = 'OUTWARD',
}
registerEnumType(ReferralDirection, { name: 'ReferralDirection' });

export enum ReferralStatus {
  DRAFT = 'DRAFT',
  SUBMITTED = 'SUBMITTED',
  ACCEPTED = 'ACCEPTED',
  DECLINED = 'DECLINED',
  IN_TRANSIT = 'IN_TRANSIT',
  ARRIVED = 'ARRIVED',
  IN_TREATMENT = 'IN_TREATMENT',
  COMPLETED = 'COMPLETED',
  FOLLOWED_UP = 'FOLLOWED_UP',
  CANCELLED = 'CANCELLED',
  EXPIRED = 'EXPIRED',
  NO_SHOW = 'NO_SHOW',
}
registerEnumType(ReferralStatus, { name: 'ReferralStatus' });

export enum Urgency {
  ROUTINE = 'ROUTINE',
  URGENT = 'URGENT',
  EMERGENCY = 'EMERGENCY',
}
registerEnumType(Urgency, { name: 'Urgency' });

export enum OutwardApproval {
  AWAITED = 'AWAITED',
  DUE_AFTERWARDS = 'DUE_AFTERWARDS',
  APPROVED = 'APPROVED',
  REFUSED = 'REFUSED',
  REFUSED_AFTERWARDS = 'REFUSED_AFTERWARDS',
}
registerEnumType(OutwardApproval, { name: 'OutwardApproval' });

/** One two-way referral slip (双向转诊单). A column without `@Field` never leaves the subgraph. */
@ObjectType({ description: 'A patient handed from one institution to another.' })
@Directive('@key(fields: "id")')
@Entity('referral')
@Index(['number'], { unique: true })
@Index(['fromInstitutionId', 'idempotencyKey'], { unique: true })
@Index(['parentId'])
@Index(['fromInstitutionId', 'dueAt', 'id'])
@Index(['toInstitutionId', 'dueAt', 'id'])
@Index(['status', 'dueAt', 'id'])
@Index(['fromInstitutionId', 'direction', 'submittedAt', 'id'])
@Index(['patientId', 'createdAt', 'id'])
@Index(['fromInstitutionId', 'createdAt', 'id', 'endedAt'])
@Index(['fromInstitutionId', 'status', 'createdAt', 'id', 'endedAt'])
@Index(['toInstitutionId', 'createdAt', 'id', 'endedAt'])
@Index(['toInstitutionId', 'status', 'createdAt', 'id', 'endedAt'])
export class Referral {
  @Field(() => ID)
  @PrimaryColumn('varchar', { length: 36 })
  id!: string;

  @Field(() => String, { description: 'Printed on the slip.' })
  @Column('varchar', { length: 32 })
  number!: string;

  @Column('varchar', { length: 36 })
  patientId!: string;

  @Field(() => ReferralDirection)
  @Column('varchar', { length: 8 })
  direction!: ReferralDirection;

  @Field(() => ReferralStatus)
  @Column('varchar', { length: 16 })
  status!: ReferralStatus;

  @Field(() => Urgency)
  @Column('varchar', { length: 16 })
  urgency!: Urgency;

  @Column('varchar', { length: 36 })
  fromInstitutionId!: string;

  @Column('varchar', { length: 36 })
  toInstitutionId!: string;

  @Field(() => String, { nullable: true })
  @Column('varchar', { length: 60, nullable: true })
  department!: string | null;

  @Field(() => String)
  @Column('varchar', { length: 8 })
  reasonCode!: string;

  @Field(() => String, { nullable: true })
  @Column('text', { nullable: true })
  reasonText!: string | null;

  @Field(() => [Coding])
  @Column('simple-json')
  diagnoses!: Coding[];

  @Field(() => String)
  @Column('text')
  summary!: string;

  @Column('simple-json')
  reportIds!: ReportReference[];

  @Column('varchar', { length: 36, nullable: true })
  parentId!: string | null;

  /** What else the paper form asks for. */
  @Field(() => ReferralForm, { nullable: true })
  @Column('simple-json', { nullable: true })
  form!: ReferralForm | null;

  /** The sender's key of the submission, and the digest of what it said. */
  @Column('varchar', { length: 100, nullable: true })
  idempotencyKey!: string | null;

  @Column('varchar', { length: 64, nullable: true })
  digest!: string | null;

  /** Whether its diagnoses tell what only the treating side may know; set when it is written. */
  @Column('boolean')
  sensitive!: boolean;

  @Column('datetime', { precision: 3 })
  createdAt!: Date;

  /** Null for a draft, which only its sender knows of. */
  @Column('datetime', { precision: 3, nullable: true })
  submittedAt!: Date | null;

  /** When the receiver said yes; an emergency is often under way by then. */
  @Column('datetime', { precision: 3, nullable: true })
  acceptedAt!: Date | null;

  /** When it was completed, declined, cancelled, expired or not shown up for; null while it lives. */
  @Column('datetime', { precision: 3, nullable: true })
  endedAt!: Date | null;

  @Field(() => Date, { nullable: true, description: 'When its next step is due.' })
  @Column('datetime', { precision: 3, nullable: true })
  dueAt!: Date | null;

  /** Null where none is needed. AWAITED or REFUSED: it never reached its receiver. */
  @Field(() => OutwardApproval, { nullable: true, description: 'Of an outward referral.' })
  @Column('varchar', { length: 20, nullable: true })
  approval!: OutwardApproval | null;

  @Column('datetime', { precision: 3, nullable: true })
  approvalAt!: Date | null;

  @Column('varchar', { length: 60, nullable: true })
  approvalBy!: string | null;

  @Field(() => String, { nullable: true, description: 'Of the insurer.' })
  @Column('varchar', { length: 60, nullable: true })
  filingNumber!: string | null;

  @Field(() => Patient, { nullable: true })
  get patient(): Patient {
    return { id: this.patientId };
  }

  @Field(() => Institution, { nullable: true })
  get from(): Institution {
    return { id: this.fromInstitutionId };
  }

  @Field(() => Institution, { nullable: true })
  get to(): Institution {
    return { id: this.toInstitutionId };
  }

  @Field(() => [DiagnosticReport], { nullable: true, description: 'Reports sent along.' })
  get reports(): DiagnosticReport[] {
    return this.reportIds.map(reportOf);
  }

  /** Whether the viewer it was released to may know who the patient is; not a column. */
  identified = false;

  /** Whether the viewer it was released to reads the whole record of the patient; not a column. */
  readsRecord = false;
}
