import { once } from '@lianyi/shared/collections/once';
import { buildFederatedSchema } from '@lianyi/shared/graphql/build-subgraph';
import type { ResultsContext } from './context';
import { CriticalValueResolver } from './critical-value/critical-value.resolver';
import {
  DiagnosticRequestResolver,
  PerformingInstitutionResolver,
  SamplingInstitutionResolver,
} from './diagnostic-request/diagnostic-request.resolver';
import { DiagnosticRequestWritingResolver } from './diagnostic-request/diagnostic-request-writing.resolver';
import { DiagnosticTurnaroundResolver } from './diagnostic-turnaround/turnaround.resolver';
import { ExamReportResolver, PatientExamReportsResolver } from './exam-report/exam-report.resolver';
import { LabReportResolver, PatientLabReportsResolver } from './lab-report/lab-report.resolver';
import { ObservationResolver, PatientTrendResolver } from './lab-report/observation.resolver';
import { LatestValueResolver } from './latest-value/latest-value.resolver';
import { MappingResolver } from './mapping/mapping.resolver';
import { OrderCheckResolver } from './order-check/order-check.resolver';
import { InstitutionQualityResolver, QualityWritingResolver } from './quality/quality.resolver';
import { QualityControlResolver } from './quality/quality-control.resolver';
import {
  RecognitionDecisionResolver,
  RepeatReasonsResolver,
} from './recognition-decision/recognition-decision.resolver';
import { RecognitionStatisticsResolver } from './recognition-statistics/statistics.resolver';
import { DiagnosticReport } from './report/report.entity';
import { ReportSubjectResolver } from './report/report-subject.resolver';
import { ReportNoticeResolver } from './report-notice/report-notice.resolver';
import { ResultItemResolver } from './result-item/result-item.resolver';
import {
  RequestSecondReadingsResolver,
  SecondReadingResolver,
} from './second-reading/second-reading.resolver';
import { SterileSupplyResolver } from './sterile-supply/sterile-supply.resolver';
import { Institution } from './stubs/institution.stub';
import { Patient } from './stubs/patient.stub';
import { UndecidedRepeatResolver } from './undecided-repeat/undecided-repeat.resolver';

/** The subgraph's schema, with how its entities are found by key. */
export const buildResultsSchema = once(() =>
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
      MappingResolver,
      QualityWritingResolver,
      QualityControlResolver,
      CriticalValueResolver,
      ReportNoticeResolver,
      ReportSubjectResolver,
      LatestValueResolver,
      OrderCheckResolver,
      RecognitionDecisionResolver,
      RepeatReasonsResolver,
      RecognitionStatisticsResolver,
      UndecidedRepeatResolver,
      DiagnosticRequestResolver,
      DiagnosticRequestWritingResolver,
      PerformingInstitutionResolver,
      SamplingInstitutionResolver,
      DiagnosticTurnaroundResolver,
      SecondReadingResolver,
      RequestSecondReadingsResolver,
      SterileSupplyResolver,
    ],
    orphanedTypes: [DiagnosticReport],
    references: {
      LabReport: ({ id = '' }, { labReports }) => labReports.released.load(id),
      ExamReport: ({ id = '' }, { examReports }) => examReports.released.load(id),
      ResultItem: ({ code = '' }, { orderables, instant }) => orderables(code, instant),
      Patient: ({ id = '' }) => Object.assign(new Patient(), { id }),
      Institution: ({ id = '' }) => Object.assign(new Institution(), { id }),
    },
  }),
);
