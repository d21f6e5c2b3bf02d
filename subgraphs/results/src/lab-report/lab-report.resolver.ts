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
import type { ResultsContext } from '../context';
import { readers, scopeOf } from '../report/report.access';
import { PostOutcomeEnum, ReportVersion } from '../report/report.entity';
import type { PostOutcome } from '../report/report-status';
import { Patient } from '../stubs/patient.stub';
import { LabReport } from './lab-report.entity';
import { LabReportInput } from './lab-report.inputs';
import { postLabReport } from './lab-report.service';
import { Observation } from './observation.entity';

@ObjectType()
export class LabReportConnection extends connectionOf(LabReport) {}

@ObjectType()
export class PostedLabReport {
  @Field(() => PostOutcomeEnum)
  outcome!: PostOutcome;

  @Field(() => LabReport)
  report!: LabReport;
}

@Resolver(() => LabReport)
export class LabReportResolver {
  @Authorized(...readers)
  @Query(() => LabReport, { nullable: true })
  labReport(@Arg('id', () => ID) id: string, @Ctx() { labReports }: ResultsContext) {
    return labReports.released.load(id);
  }

  @Authorized('REPORTER')
  @Mutation(() => PostedLabReport, {
    description:
      'The same sourceId with the same content is UNCHANGED; with other content it is AMENDED, a new version, the old one kept.',
  })
  postLabReport(
    @Arg('input', () => LabReportInput) input: LabReportInput,
    @Ctx() context: ResultsContext,
  ) {
    return postLabReport(context, input);
  }

  @FieldResolver(() => [Observation])
  observations(@Root() report: LabReport, @Ctx() { observations }: ResultsContext) {
    return observations.load(report);
  }

  @FieldResolver(() => [ReportVersion], { description: 'Every posted version, oldest first.' })
  history(@Root() { id }: LabReport, @Ctx() { histories }: ResultsContext) {
    return histories.load(id);
  }
}

@Resolver(() => Patient)
export class PatientLabReportsResolver {
  @Authorized(...readers)
  @FieldResolver(() => LabReportConnection, { nullable: true, description: 'Newest first.' })
  async labReports(
    @Root() { id }: Patient,
    @Arg('first', () => Int, { nullable: true }) first: number | undefined,
    @Arg('after', () => String, { nullable: true }) after: string | undefined,
    @Arg('itemCode', () => ID, { nullable: true }) itemCode: string | undefined,
    @Ctx() { access, labReports, viewer }: ResultsContext,
  ) {
    const scope = scopeOf(await access.require(id), viewer);
    const page = { first: first ?? null, after: after ?? null, itemCode: itemCode ?? null };
    return labReports.byPatient(id, { ...page, scope });
  }
}
