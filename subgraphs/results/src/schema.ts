import { buildFederatedSchema } from '@lianyi/shared/graphql/build-subgraph';
import type { ResultsContext } from './context';
import { ExamReportResolver, PatientExamReportsResolver } from './exam-report/exam-report.resolver';
import { LabReportResolver, PatientLabReportsResolver } from './lab-report/lab-report.resolver';
import { ObservationResolver, PatientTrendResolver } from './lab-report/observation.resolver';
import { OrderCheckResolver } from './order-check/order-check.resolver';
import { InstitutionQualityResolver } from './quality/quality.resolver';
import {
  RecognitionDecisionResolver,
  RepeatReasonsResolver,
} from './recognition-decision/recognition-decision.resolver';
import { RecognitionStatisticsResolver } from './recognition-statistics/statistics.resolver';
import { DiagnosticReport } from './report/report.entity';
import { ResultItemResolver } from './result-item/result-item.resolver';
import { Institution } from './stubs/institution.stub';
import { Patient } from './stubs/patient.stub';
import { UndecidedRepeatResolver } from './undecided-repeat/undecided-repeat.resolver';

/** The subgraph's schema, with how its entities are found by key. */
export const buildResultsSchema = () =>
  buildFederatedSchema<ResultsContext>({
    resolvers: [
      LabReportResolver,
      PatientLabReportsResolver,
      ExamReportResolver,
      PatientExamReportsResolver,
      ObservationResolver,
      PatientTrendResolver,
      InstitutionQualityResolver,
      ResultItemResolver,
      OrderCheckResolver,
      RecognitionDecisionResolver,
      RepeatReasonsResolver,
      RecognitionStatisticsResolver,
      UndecidedRepeatResolver,
    ],
    orphanedTypes: [DiagnosticReport],
    references: {
      LabReport: ({ id = '' }, { labReports }) => labReports.released.load(id),
      ExamReport: ({ id = '' }, { examReports }) => examReports.released.load(id),
      ResultItem: ({ code = '' }, { orderables, instant }) => orderables(code, instant),
      Patient: ({ id = '' }) => Object.assign(new Patient(), { id }),
      Institution: ({ id = '' }) => Object.assign(new Institution(), { id }),
    },
  });
