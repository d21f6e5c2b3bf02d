import type { DatabaseOptions } from '@lianyi/shared/database/open-database';
import { CreateDemoProgress1732000000900 } from '@lianyi/shared/demo/create-demo-progress';
import { DemoProgress } from '@lianyi/shared/demo/demo-progress.entity';
import { ExamReport } from './exam-report/exam-report.entity';
import { LabReport } from './lab-report/lab-report.entity';
import { Observation } from './lab-report/observation.entity';
import { CreateResults1732000000000 } from './migrations/1732000000000-create-results';
import { FindExamsByItem1732000011000 } from './migrations/1732000011000-find-exams-by-item';
import { CreateRecognitionDecisions1732000011100 } from './migrations/1732000011100-create-recognition-decisions';
import { FindReportsByInstitution1732000011200 } from './migrations/1732000011200-find-reports-by-institution';
import { RecognitionOffer } from './order-check/recognition-offer.entity';
import { QualityControl, QualityRecord } from './quality/quality.entity';
import {
  RecognitionDecision,
  ReplacedDecision,
} from './recognition-decision/recognition-decision.entity';
import { ReportVersion } from './report/report.entity';

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
    RecognitionDecision,
    ReplacedDecision,
    RecognitionOffer,
    DemoProgress,
  ],
  migrations: [
    CreateResults1732000000000,
    CreateDemoProgress1732000000900,
    FindExamsByItem1732000011000,
    CreateRecognitionDecisions1732000011100,
    FindReportsByInstitution1732000011200,
  ],
} satisfies Pick<DatabaseOptions, 'name' | 'entities' | 'migrations'>;
