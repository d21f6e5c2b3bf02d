import { Field, ID, Int, InterfaceType, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { Institution } from '../stubs/institution.stub';
import { Patient } from '../stubs/patient.stub';
import { Practitioner } from '../stubs/practitioner.stub';
import {
  postOutcomes,
  type ReporterRight,
  type ReportStatus,
  reporterRights,
  reportStatuses,
} from './report-status';

export const ReportStatusEnum = Object.fromEntries(reportStatuses.map((one) => [one, one]));
registerEnumType(ReportStatusEnum, { name: 'ReportStatus' });
export const PostOutcomeEnum = Object.fromEntries(postOutcomes.map((one) => [one, one]));
registerEnumType(PostOutcomeEnum, { name: 'PostOutcome' });
const ReporterRightEnum = Object.fromEntries(reporterRights.map((one) => [one, one]));
registerEnumType(ReporterRightEnum, { name: 'ReporterRight' });

/** What a report holds of items flagged sensitive: nothing, some of it, or nothing else. */
export type Sensitivity = 'NONE' | 'PART' | 'ALL';

/** What laboratory and exam reports have in common: the version in force. */
@InterfaceType({ description: 'A laboratory or exam report, in the version in force.' })
export abstract class DiagnosticReport {
  @Field(() => ID)
  @PrimaryColumn('varchar', { length: 36 })
  id!: string;

  @Column('varchar', { length: 36 })
  patientId!: string;

  @Column('varchar', { length: 36 })
  institutionId!: string;

  /** The sender's own id; one report per institution and id. */
  @Column('varchar', { length: 100 })
  sourceId!: string;

  @Field(() => ReportStatusEnum)
  @Column('varchar', { length: 16 })
  status!: ReportStatus;

  @Field(() => Int)
  @Column('int')
  version!: number;

  /** The highest version ever posted; a late one does not come into force. */
  @Column('int')
  lastVersion!: number;

  @Field(() => Date, { nullable: true, description: 'Specimen taken, or exam performed.' })
  @Column('datetime', { precision: 3, nullable: true })
  effectiveAt!: Date | null;

  @Field(() => Date)
  @Column('datetime', { precision: 3 })
  issuedAt!: Date;

  /** Where it stands among the patient's reports: effectiveAt, else issuedAt. */
  @Column('datetime', { precision: 3 })
  sortedAt!: Date;

  @Field(() => String, { nullable: true })
  @Column('text', { nullable: true })
  conclusion!: string | null;

  @Column('varchar', { length: 4 })
  sensitivity!: Sensitivity;

  /** Whether the viewer it was released to may see items flagged sensitive; not a column. */
  showsSensitive = false;

  @Field(() => Patient, { nullable: true })
  get patient(): Patient {
    return { id: this.patientId };
  }

  @Field(() => Institution, { nullable: true })
  get institution(): Institution {
    return { id: this.institutionId };
  }
}

/** One posted version of a report, the late ones too. */
@ObjectType()
@Entity('report_version')
@Index(['reportId', 'version'], { unique: true })
@Index(['reportId', 'digest'], { unique: true })
export class ReportVersion {
  @PrimaryColumn('varchar', { length: 36 })
  id!: string;

  @Column('varchar', { length: 36 })
  reportId!: string;

  @Field(() => Int)
  @Column('int')
  version!: number;

  @Field(() => ReportStatusEnum)
  @Column('varchar', { length: 16 })
  status!: ReportStatus;

  @Field(() => Date)
  @Column('datetime', { precision: 3 })
  issuedAt!: Date;

  @Field(() => Date, { description: 'When it was posted.' })
  @Column('datetime', { precision: 3 })
  changedAt!: Date;

  @Column('varchar', { length: 100, nullable: true })
  reporterId!: string | null;

  @Field(() => ReporterRightEnum, {
    nullable: true,
    description:
      'Whether who posted it had the right to report or sign at the institution that day; null where no practitioner is named. It is kept either way.',
  })
  @Column('varchar', { length: 16, nullable: true })
  reporterRight!: ReporterRight | null;

  @Field(() => Practitioner, { nullable: true, description: 'Who posted it, if she is named.' })
  get reportedBy(): Practitioner | null {
    return this.reporterId === null ? null : { id: this.reporterId };
  }

  /** SHA-256 of the content: the same content is the same version. */
  @Column('varchar', { length: 64 })
  digest!: string;

  /** The report as posted, but for its observations, which are rows of their own. */
  @Column('simple-json')
  content!: object;
}
