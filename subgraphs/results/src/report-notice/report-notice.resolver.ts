import {
  Arg,
  Authorized,
  Ctx,
  FieldResolver,
  ID,
  Int,
  Mutation,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import type { ResultsContext } from '../context';
import { ExamReport } from '../exam-report/exam-report.entity';
import { LabReport } from '../lab-report/lab-report.entity';
import { hersOrNull } from '../report/hers-or-null';
import { findNotices, markNoticeRead } from './report-notice.service';
import { ReportNotice, ReportNoticeConnection } from './report-notice.view';

@Resolver(() => ReportNotice)
export class ReportNoticeResolver {
  @Authorized('CLINICIAN', 'FAMILY_DOCTOR')
  @Query(() => ReportNoticeConnection, {
    nullable: true,
    description:
      'Reports this institution looked at or relied on that are not what they were: unread first, of each the newest. Those of patients whose record does not open are left out, so that a page may be short.',
  })
  notices(
    @Arg('unreadOnly', () => Boolean, { nullable: true }) unreadOnly: boolean | undefined,
    @Arg('first', () => Int, { nullable: true }) first: number | undefined,
    @Arg('after', () => String, { nullable: true }) after: string | undefined,
    @Ctx() context: ResultsContext,
  ) {
    return findNotices(context, { unreadOnly, first, after });
  }

  @Authorized('CLINICIAN', 'FAMILY_DOCTOR')
  @Mutation(() => ReportNotice, { description: 'Marks a notice as read; who was first stays.' })
  markNoticeRead(@Arg('id', () => ID) id: string, @Ctx() context: ResultsContext) {
    return markNoticeRead(context, id);
  }

  @FieldResolver(() => LabReport, {
    nullable: true,
    description: 'The report as it stands now; null for an exam and where it is another patient’s.',
  })
  labReport(
    @Root() { patientId, reportKind, reportId }: ReportNotice,
    @Ctx() { access, labReports }: ResultsContext,
  ) {
    if (reportKind !== 'LAB') return null;
    return hersOrNull(access, patientId, labReports.released.load(reportId));
  }

  @FieldResolver(() => ExamReport, {
    nullable: true,
    description:
      'The report as it stands now; null for a laboratory report and where it is another patient’s.',
  })
  examReport(
    @Root() { patientId, reportKind, reportId }: ReportNotice,
    @Ctx() { access, examReports }: ResultsContext,
  ) {
    if (reportKind !== 'EXAM') return null;
    return hersOrNull(access, patientId, examReports.released.load(reportId));
  }
}
