import { Coding } from '@lianyi/shared/graphql/coding';
import { Directive, Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { Institution } from '../stubs/institution.stub';
import { Patient } from '../stubs/patient.stub';
import { Practitioner } from '../stubs/practitioner.stub';

export enum PrescriptionKind {
  ORDINARY = 'ORDINARY',
  EMERGENCY = 'EMERGENCY',
  LONG_TERM = 'LONG_TERM',
  CONTINUATION = 'CONTINUATION',
  TCM = 'TCM',
}
registerEnumType(PrescriptionKind, { name: 'PrescriptionKind' });

export enum PrescriptionStatus {
  ISSUED = 'ISSUED',
  APPROVED = 'APPROVED',
  REJECTED = 'REJECTED',
  PARTLY_DISPENSED = 'PARTLY_DISPENSED',
  DISPENSED = 'DISPENSED',
  EXPIRED = 'EXPIRED',
  CANCELLED = 'CANCELLED',
}
registerEnumType(PrescriptionStatus, { name: 'PrescriptionStatus' });

export enum FindingSeverity {
  WARNING = 'WARNING',
  BLOCKING = 'BLOCKING',
}
registerEnumType(FindingSeverity, { name: 'FindingSeverity' });

@ObjectType({ description: 'What the rules found when the prescription was issued.' })
export class PrescriptionFinding {
  @Field(() => String)
  code!: string;

  @Field(() => FindingSeverity)
  severity!: FindingSeverity;

  @Field(() => String)
  text!: string;
}

/** One prescription, which any member may fill. A column without `@Field` never leaves the subgraph. */
@ObjectType({ description: 'A prescription that circulates among the members.' })
@Directive('@key(fields: "id")')
@Entity('prescription')
@Index(['number'], { unique: true })
@Index(['patientId', 'issuedAt', 'id'])
@Index(['institutionId', 'issuedAt', 'id'])
@Index(['institutionId', 'status', 'issuedAt', 'id'])
@Index(['institutionId', 'idempotencyKey'], { unique: true })
@Index(['status', 'validUntil'])
export class Prescription {
  @Field(() => ID)
  @PrimaryColumn('varchar', { length: 36 })
  id!: string;

  @Field(() => String)
  @Column('varchar', { length: 32 })
  number!: string;

  @Column('varchar', { length: 36 })
  patientId!: string;

  /** Empty where the identity provider names no practitioner. */
  @Column('varchar', { length: 36 })
  prescriberId!: string;

  @Column('varchar', { length: 36 })
  institutionId!: string;

  @Field(() => PrescriptionKind)
  @Column('varchar', { length: 16 })
  kind!: PrescriptionKind;

  @Field(() => PrescriptionStatus)
  @Column('varchar', { length: 16 })
  status!: PrescriptionStatus;

  @Field(() => [Coding])
  @Column('simple-json')
  diagnoses!: Coding[];

  @Field(() => [PrescriptionFinding])
  @Column('simple-json')
  findings!: PrescriptionFinding[];

  /** Whether its diagnoses or drugs tell what only the treating side may know; set when it is written. */
  @Column('boolean')
  sensitive!: boolean;

  @Field(() => Date)
  @Column('datetime', { precision: 3 })
  issuedAt!: Date;

  @Field(() => Date, {
    description:
      'Its last moment; once its first part was collected, that of the days a long-term sheet is for.',
  })
  @Column('datetime', { precision: 3 })
  validUntil!: Date;

  /** When nothing more could be handed out of it; null while something may, and of older sheets. */
  @Column('datetime', { precision: 3, nullable: true })
  endedAt!: Date | null;

  /** The issuer's own; null for a sheet that came otherwise. */
  @Column('varchar', { length: 100, nullable: true })
  idempotencyKey!: string | null;

  /** SHA-256 of what was issued under the key. */
  @Column('varchar', { length: 64, nullable: true })
  digest!: string | null;

  @Column('varchar', { length: 500, nullable: true })
  reason!: string | null;

  @Column('boolean', { nullable: true })
  patientConsent!: boolean | null;

  @Column('varchar', { length: 36, nullable: true })
  referralId!: string | null;

  /** Who signed, by name. */
  @Column('varchar', { length: 60, nullable: true })
  issuedBy!: string | null;

  @Field(() => Patient, { nullable: true })
  get patient(): Patient {
    return { id: this.patientId };
  }

  @Field(() => Practitioner, { nullable: true })
  get prescriber(): Practitioner | null {
    return this.prescriberId === '' ? null : { id: this.prescriberId };
  }

  @Field(() => Institution, { nullable: true })
  get institution(): Institution {
    return { id: this.institutionId };
  }
}
