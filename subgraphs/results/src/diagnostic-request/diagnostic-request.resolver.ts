import { SERVICE } from '@lianyi/shared/graphql/auth-checker';
import { connectionOf } from '@lianyi/shared/graphql/page';
import {
  Arg,
  Authorized,
  Ctx,
  Directive,
  FieldResolver,
  ID,
  Int,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import type { ResultsContext } from '../context';
import { ExamReport } from '../exam-report/exam-report.entity';
import { LabReport } from '../lab-report/lab-report.entity';
import { Institution } from '../stubs/institution.stub';
import { kindOf } from './answer-request.service';
import { diagnosisBases } from './diagnosis-bases.service';
import type { DiagnosticRequestStatus } from './diagnosis-words';
import { readers } from './diagnostic-request.access';
import { DiagnosticRequest, DiagnosticRequestStatusEnum } from './diagnostic-request.entity';
import { diagnosticWorklist } from './worklist.service';

@ObjectType()
export class DiagnosticRequestConnection extends connectionOf(DiagnosticRequest) {}

@Resolver(() => DiagnosticRequest)
export class DiagnosticRequestResolver {
  @Authorized(...readers)
  @Query(() => DiagnosticRequestConnection, {
    nullable: true,
    description:
      'What the viewer’s institution sent or is asked to diagnose, by urgency and due time: without a status what is open. A page may hold fewer than asked for: hasNextPage tells whether there is more.',
  })
  diagnosticRequests(
    @Arg('status', () => DiagnosticRequestStatusEnum, { nullable: true })
    status: DiagnosticRequestStatus | undefined,
    @Arg('first', () => Int, { nullable: true }) first: number | undefined,
    @Arg('after', () => String, { nullable: true }) after: string | undefined,
    @Ctx() context: ResultsContext,
  ) {
    return diagnosticWorklist(context, { status, first, after });
  }

  @Authorized(SERVICE)
  @Directive('@inaccessible')
  @Query(() => [ID], {
    description: 'Those of the patients whom a request to the institution gives a basis for.',
  })
  diagnosisBases(
    @Arg('patientIds', () => [ID]) patientIds: string[],
    @Arg('institutionId', () => ID) institutionId: string,
    @Ctx() context: ResultsContext,
  ) {
    return diagnosisBases(context, patientIds, institutionId);
  }

  @FieldResolver(() => ExamReport, { nullable: true })
  report(
    @Root() request: DiagnosticRequest,
    @Ctx() { diagnosticRequests }: ResultsContext,
  ): Promise<ExamReport | null> | null {
    const { reportId } = request;
    if (reportId === null || kindOf(request) !== 'EXAM') return null;
    return diagnosticRequests.examReport.load(reportId);
  }

  @FieldResolver(() => LabReport, {
    nullable: true,
    description: 'The answer to a request to a laboratory.',
  })
  labReport(
    @Root() request: DiagnosticRequest,
    @Ctx() { diagnosticRequests }: ResultsContext,
  ): Promise<LabReport | null> | null {
    const { reportId } = request;
    if (reportId === null || kindOf(request) !== 'LAB') return null;
    return diagnosticRequests.labReport.load(reportId);
  }
}

@Resolver(() => LabReport)
export class SamplingInstitutionResolver {
  @FieldResolver(() => Institution, {
    nullable: true,
    description: 'Where the specimen was taken; `institution` reported it.',
  })
  async performingInstitution(
    @Root() { id, institutionId }: LabReport,
    @Ctx() { diagnosticRequests }: ResultsContext,
  ): Promise<Institution> {
    return { id: (await diagnosticRequests.takenAt.load(id)) ?? institutionId };
  }
}

@Resolver(() => ExamReport)
export class PerformingInstitutionResolver {
  @FieldResolver(() => Institution, {
    nullable: true,
    description: 'Where the exam was made; `institution` reported it.',
  })
  async performingInstitution(
    @Root() report: ExamReport,
    @Ctx() { madeAt }: ResultsContext,
  ): Promise<Institution> {
    return { id: await madeAt(report) };
  }
}
