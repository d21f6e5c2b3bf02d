import { buildFederatedSchema } from '@lianyi/shared/graphql/build-subgraph';
import type { ResultsContext } from './context';
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
import { InstitutionQualityResolver } from './quality/quality.resolver';
import { DiagnosticReport } from './report/report.entity';
import { ResultItemResolver } from './result-item/result-item.resolver';
import {
  RequestSecondReadingsResolver,
  SecondReadingResolver,
} from './second-reading/second-reading.resolver';
import { SterileSupplyResolver } from './sterile-supply/sterile-supply.resolver';
import { Institution } from './stubs/institution.stub';
import { Patient } from './stubs/patient.stub';

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
      ResultItem: ({ code = '' }, { items, instant }) => items.find(code, instant),
      Patient: ({ id = '' }) => Object.assign(new Patient(), { id }),
      Institution: ({ id = '' }) => Object.assign(new Institution(), { id }),
    },
  });
