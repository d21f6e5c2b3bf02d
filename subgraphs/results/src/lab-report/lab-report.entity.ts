import { Directive, ObjectType } from 'type-graphql';
import { Entity, Index } from 'typeorm';
import { DiagnosticReport } from '../report/report.entity';

/** A laboratory report; its values are observations. */
@ObjectType({ implements: DiagnosticReport, description: 'A laboratory report.' })
@Directive('@key(fields: "id")')
@Entity('lab_report')
@Index(['institutionId', 'sourceId'], { unique: true })
@Index(['patientId', 'sortedAt', 'id'])
@Index(['institutionId', 'sortedAt', 'id'])
export class LabReport extends DiagnosticReport {}
