import { connectionOf } from '@lianyi/shared/graphql/page';
import {
  Arg,
  Authorized,
  Ctx,
  FieldResolver,
  ID,
  Int,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import type { PatientsContext } from '../context';
import { drawRecordReview } from './draw-record-review.service';
import { judgeRecord } from './judge-record.service';
import { RecordProblem } from './record-problem';
import { requireReviewed } from './record-review.access';
import { RecordReview } from './record-review.entity';
import { recordReviewReport } from './record-review-report.service';
import { RecordReviewReport } from './record-review-report.view';
import { ReviewedRecord } from './reviewed-record.view';

@ObjectType()
export class RecordReviewConnection extends connectionOf(RecordReview) {}

@ObjectType()
export class ReviewedRecordConnection extends connectionOf(ReviewedRecord) {}

const half = { description: '1 or 2.' } as const;
const whose = {
  nullable: true,
  description: 'A member, at the institution that leads it; the viewer’s own where none is given.',
} as const;

/** Records review (病历点评, PH-18): by quality managers, who see records without who they are of. */
@Resolver(() => RecordReview)
export class RecordReviewResolver {
  @Authorized('QUALITY_MANAGER')
  @Query(() => RecordReview, {
    nullable: true,
    description: 'Of the viewer’s institution or one that it leads.',
  })
  recordReview(@Arg('id', () => ID) id: string, @Ctx() { recordReviews }: PatientsContext) {
    return recordReviews.released.load(id);
  }

  @Authorized('QUALITY_MANAGER')
  @Query(() => RecordReviewConnection, { nullable: true, description: 'Newest first.' })
  async recordReviews(
    @Arg('institutionId', () => ID, whose) institutionId: string | null,
    @Arg('first', () => Int, { nullable: true }) first: number | null,
    @Arg('after', () => String, { nullable: true }) after: string | null,
    @Ctx() context: PatientsContext,
  ) {
    const page = { first: first ?? null, after: after ?? null };
    const reviewed = institutionId ?? context.viewer.institutionId;
    await requireReviewed(context, reviewed);
    return context.recordReviews.ofInstitution(reviewed, page);
  }

  @Authorized('QUALITY_MANAGER', 'COMMUNITY_OFFICE')
  @Query(() => [RecordReviewReport], {
    nullable: true,
    description:
      'What reviews of a half-year found: of the viewer’s institution; at the leading one, of all members.',
  })
  recordReviewReport(
    @Arg('year', () => Int) year: number,
    @Arg('half', () => Int, half) of: number,
    @Ctx() context: PatientsContext,
  ) {
    return recordReviewReport(context, year, of);
  }

  @Authorized('QUALITY_MANAGER', 'COMMUNITY_OFFICE')
  @Query(() => [RecordProblem], { description: 'What a review of records can find.' })
  recordProblems(@Ctx() { recordReviewRules }: PatientsContext) {
    return recordReviewRules.problems;
  }

  @Authorized('QUALITY_MANAGER')
  @Mutation(() => RecordReview, {
    description:
      'Draws the records of an institution for a half-year that is over, once: again it is the same review.',
  })
  drawRecordReview(
    @Arg('year', () => Int) year: number,
    @Arg('half', () => Int, half) of: number,
    @Arg('institutionId', () => ID, whose) institutionId: string | null,
    @Ctx() context: PatientsContext,
  ) {
    const reviewed = institutionId ?? context.viewer.institutionId;
    return drawRecordReview(context, { institutionId: reviewed, year, half: of });
  }

  @Authorized('QUALITY_MANAGER')
  @Mutation(() => ReviewedRecord, {
    description:
      'Judges a record that was drawn by the problems it has; nobody judges her own. A change names the version it replaces.',
  })
  judgeRecord(
    @Arg('reviewId', () => ID) reviewId: string,
    @Arg('place', () => Int) place: number,
    @Arg('problems', () => [ID]) problems: string[],
    @Arg('note', () => String, { nullable: true }) note: string | null,
    @Arg('replaces', () => Int, { nullable: true }) replaces: number | null,
    @Ctx() context: PatientsContext,
  ) {
    const said = { note: note ?? null, replaces: replaces ?? null };
    return judgeRecord(context, { reviewId, place, problems, ...said });
  }

  @FieldResolver(() => Int, { description: 'How many of them were judged.' })
  judged(@Root() { id }: RecordReview, @Ctx() { recordReviews }: PatientsContext) {
    return recordReviews.judged.load(id);
  }

  @FieldResolver(() => ReviewedRecordConnection, {
    description:
      'Those with findings first. Each one shown is an access event; a page is shorter where a record is closed by now.',
  })
  records(
    @Root() { id }: RecordReview,
    @Arg('open', () => Boolean, { nullable: true, description: 'Only those not judged yet.' })
    open: boolean | null,
    @Arg('first', () => Int, { nullable: true }) first: number | null,
    @Arg('after', () => String, { nullable: true }) after: string | null,
    @Ctx() { recordReviews }: PatientsContext,
  ) {
    const page = { first: first ?? null, after: after ?? null };
    return recordReviews.records(id, { ...page, open: open ?? false });
  }
}
