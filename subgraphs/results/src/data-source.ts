import type { DatabaseOptions } from '@lianyi/shared/database/open-database';
import { CreateDemoProgress1732000000900 } from '@lianyi/shared/demo/create-demo-progress';
import { DemoProgress } from '@lianyi/shared/demo/demo-progress.entity';
import { eventEntities } from '@lianyi/shared/events/event.entity';
import { eventMigrations } from '@lianyi/shared/events/feed-outbox';
import { CriticalValueAddress, CriticalValueRow } from './critical-value/critical-value.entity';
import { DiagnosticRequest } from './diagnostic-request/diagnostic-request.entity';
import { CatalogueEdition, CatalogueEditionFile } from './edition/catalogue-edition.entity';
import { ExamReport } from './exam-report/exam-report.entity';
import { LabReport } from './lab-report/lab-report.entity';
import { Observation } from './lab-report/observation.entity';
import { CodeMapping, LocalCodeTable, UnmappedCodeRow } from './mapping/code-mapping.entity';
import { CreateResults1732000000000 } from './migrations/1732000000000-create-results';
import { CreateMapping1732000010000 } from './migrations/1732000010000-create-mapping';
import { FindExamsByItem1732000011000 } from './migrations/1732000011000-find-exams-by-item';
import { CreateRecognitionDecisions1732000011100 } from './migrations/1732000011100-create-recognition-decisions';
import { FindReportsByInstitution1732000011200 } from './migrations/1732000011200-find-reports-by-institution';
import { CreateCriticalValue1732000012000 } from './migrations/1732000012000-create-critical-value';
import { CreateReportNotice1732000012100 } from './migrations/1732000012100-create-report-notice';
import { CreateDiagnosticRequest1732000013000 } from './migrations/1732000013000-create-diagnostic-request';
import { FindDecisionsByResult1732000014000 } from './migrations/1732000014000-find-decisions-by-result';
import { NameReporters1732000035500 } from './migrations/1732000035500-name-reporters';
import { RecognitionOffer } from './order-check/recognition-offer.entity';
import { QualityControl, QualityControlCorrection, QualityRecord } from './quality/quality.entity';
import {
  RecognitionDecision,
  ReplacedDecision,
} from './recognition-decision/recognition-decision.entity';
import { ReportVersion } from './report/report.entity';
import { ReportNoticeRow, ReportShown } from './report-notice/report-notice.entity';
import { SecondReading } from './second-reading/second-reading.entity';
import { SterileLoadRecall, SterileSupplyRequest } from './sterile-supply/sterile-supply.entity';

/** The tables this subgraph owns. */
export const resultsTables = {
  name: 'results',
  entities: [
    LabReport,
    ExamReport,
    ReportVersion,
    Observation,
    QualityRecord,
    QualityControl,
    LocalCodeTable,
    CodeMapping,
    UnmappedCodeRow,
    QualityControlCorrection,
    CatalogueEdition,
    CatalogueEditionFile,
    CriticalValueRow,
    CriticalValueAddress,
    ReportShown,
    ReportNoticeRow,
    RecognitionDecision,
    ReplacedDecision,
    RecognitionOffer,
    DiagnosticRequest,
    SecondReading,
    SterileSupplyRequest,
    SterileLoadRecall,
    DemoProgress,
    ...eventEntities,
  ],
  migrations: [
    CreateResults1732000000000,
    CreateDemoProgress1732000000900,
    CreateMapping1732000010000,
    CreateCriticalValue1732000012000,
    CreateReportNotice1732000012100,
    FindExamsByItem1732000011000,
    CreateRecognitionDecisions1732000011100,
    FindReportsByInstitution1732000011200,
    CreateDiagnosticRequest1732000013000,
    FindDecisionsByResult1732000014000,
    NameReporters1732000035500,
    ...eventMigrations,
  ],
} satisfies Pick<DatabaseOptions, 'name' | 'entities' | 'migrations'>;
