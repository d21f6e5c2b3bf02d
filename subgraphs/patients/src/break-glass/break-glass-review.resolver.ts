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
import type { PatientsContext } from '../context';
import { Institution } from '../stubs/institution.stub';
import { BreakGlassOutcome, BreakGlassReviewStatus } from './break-glass-review.entity';
import { findReviews, reviewBreakGlass } from './break-glass-review.service';
import {
  BreakGlassReview,
  BreakGlassReviewConnection,
  BreakGlassUse,
  BreakGlassViewer,
} from './break-glass-review.view';

@Resolver(() => BreakGlassReview)
export class BreakGlassReviewResolver {
  @Authorized('AUDITOR')
  @Query(() => BreakGlassReviewConnection, {
    nullable: true,
    description:
      'Emergencies of this institution, at the one that leads the community of all: open ones first, of each the one due first.',
  })
  breakGlassReviews(
    @Arg('status', () => BreakGlassReviewStatus, { nullable: true })
    status: BreakGlassReviewStatus | undefined,
    @Arg('first', () => Int, { nullable: true }) first: number | undefined,
    @Arg('after', () => String, { nullable: true }) after: string | undefined,
    @Ctx() context: PatientsContext,
  ) {
    return findReviews(context, { status, first, after });
  }

  @Authorized('AUDITOR')
  @Mutation(() => BreakGlassReview, {
    description: 'Judges an emergency, once. NOT_JUSTIFIED needs a note. Nobody judges her own.',
  })
  reviewBreakGlass(
    @Arg('id', () => ID) id: string,
    @Arg('outcome', () => BreakGlassOutcome) outcome: BreakGlassOutcome,
    @Arg('note', () => String, { nullable: true }) note: string | undefined,
    @Ctx() context: PatientsContext,
  ) {
    return reviewBreakGlass(context, id, { outcome, note });
  }

  @FieldResolver(() => [BreakGlassUse])
  uses(@Root() { id }: BreakGlassReview, @Ctx() { glass }: PatientsContext) {
    return glass.uses.load(id);
  }
}

@Resolver(() => BreakGlassViewer)
export class BreakGlassViewerResolver {
  @FieldResolver(() => Institution, { nullable: true })
  institution(@Root() { institutionId }: BreakGlassViewer): Institution {
    return { id: institutionId };
  }
}
