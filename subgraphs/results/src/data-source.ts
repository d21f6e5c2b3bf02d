import type { DatabaseOptions } from '@lianyi/shared/database/open-database';
import { CreateDemoProgress1732000000900 } from '@lianyi/shared/demo/create-demo-progress';
import { DemoProgress } from '@lianyi/shared/demo/demo-progress.entity';
import { DiagnosticRequest } from './diagnostic-request/diagnostic-request.entity';
import { ExamReport } from './exam-report/exam-report.entity';
import { LabReport } from './lab-report/lab-report.entity';
import { Observation } from './lab-report/observation.entity';
import { CreateResults1732000000000 } from './migrations/1732000000000-create-results';
import { CreateDiagnosticRequest1732000013000 } from './migrations/1732000013000-create-diagnostic-request';
import { QualityControl, QualityRecord } from './quality/quality.entity';
import { ReportVersion } from './report/report.entity';
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
    DiagnosticRequest,
    SecondReading,
    SterileSupplyRequest,
    SterileLoadRecall,
    DemoProgress,
  ],
  migrations: [
    CreateResults1732000000000,
    CreateDemoProgress1732000000900,
    CreateDiagnosticRequest1732000013000,
  ],
} satisfies Pick<DatabaseOptions, 'name' | 'entities' | 'migrations'>;
