import { connectionOf } from '@lianyi/shared/graphql/page';
import {
  Arg,
  Authorized,
  Ctx,
  Field,
  FieldResolver,
  ID,
  Int,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import type { Modality } from '../catalogue/item';
import type { ResultsContext } from '../context';
import { Recognition } from '../recognition/recognition.entity';
import { readers, scopeOf } from '../report/report.access';
import { PostOutcomeEnum, ReportVersion } from '../report/report.entity';
import type { PostOutcome } from '../report/report-status';
import { Patient } from '../stubs/patient.stub';
import { ExamReport, ModalityEnum } from './exam-report.entity';
import { ExamReportInput } from './exam-report.inputs';
import { postExamReport } from './exam-report.service';

@ObjectType()
export class ExamReportConnection extends connectionOf(ExamReport) {}

@ObjectType()
export class PostedExamReport {
  @Field(() => PostOutcomeEnum)
  outcome!: PostOutcome;

  @Field(() => ExamReport)
  report!: ExamReport;
}

@Resolver(() => ExamReport)
export class ExamReportResolver {
  @Authorized(...readers)
  @Query(() => ExamReport, { nullable: true })
  examReport(@Arg('id', () => ID) id: string, @Ctx() { examReports }: ResultsContext) {
    return examReports.released.load(id);
  }

  @Authorized('REPORTER')
  @Mutation(() => PostedExamReport, { description: 'Idempotent as postLabReport is.' })
  postExamReport(
    @Arg('input', () => ExamReportInput) input: ExamReportInput,
    @Ctx() context: ResultsContext,
  ) {
    return postExamReport(context, input);
  }

  @FieldResolver(() => String, { nullable: true, description: 'Where its images can be seen.' })
  viewerUrl(
    @Root() { institutionId, studyInstanceUid, accessionNumber }: ExamReport,
    @Ctx() { catalogue }: ResultsContext,
  ) {
    return catalogue.imageViewers(institutionId, { studyInstanceUid, accessionNumber });
  }

  @FieldResolver(() => Recognition, {
    description:
      'What is recognised is the image and data, never the conclusion. With `asOf`: what was shown at that moment.',
  })
  recognition(
    @Root() report: ExamReport,
    @Arg('at', () => ID, { nullable: true }) at: string | undefined,
    @Arg('asOf', () => Date, { nullable: true }) asOf: Date | undefined,
    @Ctx() { recall, verdicts }: ResultsContext,
  ) {
    if (asOf != null) return recall.ofExam(report, at ?? null, asOf);
    const { itemCode, mapped } = report;
    // Image and data have no unit that could stand in the way.
    return verdicts.of(report, { itemCode, mapped, comparable: true }, at ?? null);
  }

  @FieldResolver(() => [ReportVersion], { description: 'Every posted version, oldest first.' })
  history(@Root() { id }: ExamReport, @Ctx() { histories }: ResultsContext) {
    return histories.load(id);
  }
}

@Resolver(() => Patient)
export class PatientExamReportsResolver {
  @Authorized(...readers)
  @FieldResolver(() => ExamReportConnection, { nullable: true, description: 'Newest first.' })
  async examReports(
    @Root() { id }: Patient,
    @Arg('first', () => Int, { nullable: true }) first: number | undefined,
    @Arg('after', () => String, { nullable: true }) after: string | undefined,
    @Arg('modality', () => ModalityEnum, { nullable: true }) modality: Modality | undefined,
    @Ctx() { access, examReports, viewer }: ResultsContext,
  ) {
    const scope = scopeOf(await access.require(id), viewer);
    const page = { first: first ?? null, after: after ?? null, modality: modality ?? null };
    return examReports.byPatient(id, { ...page, scope });
  }
}
