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
import type { PharmacyContext } from '../context';
import { Prescription } from '../prescription/prescription.entity';
import { drawReview } from './draw-review.service';
import { judgePrescription } from './judge-prescription.service';
import { PrescriptionReview, ReviewedPrescription } from './prescription-review.entity';
import { reviewReport } from './review-report.service';
import { PrescriptionReviewReport } from './review-report.view';
import { ReviewProblem } from './review-rules';

@ObjectType()
export class PrescriptionReviewConnection extends connectionOf(PrescriptionReview) {}

@ObjectType()
export class ReviewedPrescriptionConnection extends connectionOf(ReviewedPrescription) {}

const half = { description: '1 or 2.' } as const;

/** Prescription review (处方点评, PH-17): by a member's own pharmacists, who read what it prescribed. */
@Resolver(() => PrescriptionReview)
export class PrescriptionReviewResolver {
  @Authorized('PHARMACIST')
  @Query(() => PrescriptionReview, { nullable: true, description: 'Of the own institution.' })
  prescriptionReview(@Arg('id', () => ID) id: string, @Ctx() { reviews }: PharmacyContext) {
    return reviews.released.load(id);
  }

  @Authorized('PHARMACIST')
  @Query(() => PrescriptionReviewConnection, {
    nullable: true,
    description: 'Of the viewer’s institution, newest first.',
  })
  prescriptionReviews(
    @Arg('first', () => Int, { nullable: true }) first: number | null,
    @Arg('after', () => String, { nullable: true }) after: string | null,
    @Ctx() { reviews, viewer }: PharmacyContext,
  ) {
    const page = { first: first ?? null, after: after ?? null };
    return reviews.ofInstitution(viewer.institutionId, page);
  }

  @Authorized('PHARMACIST', 'COMMUNITY_OFFICE')
  @Query(() => [PrescriptionReviewReport], {
    nullable: true,
    description:
      'What reviews of a half-year found: of the viewer’s institution and those it supplies; for the community office of the leading one, of all members.',
  })
  prescriptionReviewReport(
    @Arg('year', () => Int) year: number,
    @Arg('half', () => Int, half) of: number,
    @Ctx() context: PharmacyContext,
  ) {
    return reviewReport(context, year, of);
  }

  @Authorized('PHARMACIST', 'COMMUNITY_OFFICE')
  @Query(() => [ReviewProblem], { description: 'What a review can find, by the national codes.' })
  reviewProblems(@Ctx() { reviewRules }: PharmacyContext) {
    return reviewRules.problems;
  }

  @Authorized('PHARMACIST')
  @Mutation(() => PrescriptionReview, {
    description:
      'Draws the sheets of the viewer’s institution for a half-year that is over, once: again it is the same review.',
  })
  drawPrescriptionReview(
    @Arg('year', () => Int) year: number,
    @Arg('half', () => Int, half) of: number,
    @Ctx() context: PharmacyContext,
  ) {
    return drawReview(context, year, of);
  }

  @Authorized('PHARMACIST')
  @Mutation(() => ReviewedPrescription, {
    description:
      'Judges a sheet that was drawn by the problems it has; without any it is reasonable. A change names the version it replaces.',
  })
  judgePrescription(
    @Arg('reviewId', () => ID) reviewId: string,
    @Arg('place', () => Int) place: number,
    @Arg('problems', () => [ID]) problems: string[],
    @Arg('note', () => String, { nullable: true }) note: string | null,
    @Arg('replaces', () => Int, { nullable: true }) replaces: number | null,
    @Ctx() context: PharmacyContext,
  ) {
    const said = { note: note ?? null, replaces: replaces ?? null };
    return judgePrescription(context, { reviewId, place, problems, ...said });
  }

  @FieldResolver(() => Int, { description: 'How many of them were judged.' })
  judged(@Root() { id }: PrescriptionReview, @Ctx() { reviews }: PharmacyContext) {
    return reviews.judged.load(id);
  }

  @FieldResolver(() => ReviewedPrescriptionConnection, {
    description: 'Those with findings first.',
  })
  items(
    @Root() { id }: PrescriptionReview,
    @Arg('open', () => Boolean, { nullable: true, description: 'Only those not judged yet.' })
    open: boolean | null,
    @Arg('first', () => Int, { nullable: true }) first: number | null,
    @Arg('after', () => String, { nullable: true }) after: string | null,
    @Ctx() { reviews }: PharmacyContext,
  ) {
    return reviews.items(id, { first: first ?? null, after: after ?? null, open: open ?? false });
  }
}

@Resolver(() => ReviewedPrescription)
export class ReviewedPrescriptionResolver {
  @FieldResolver(() => Prescription, {
    nullable: true,
    description: 'As far as the viewer’s institution may read its own.',
  })
  prescription(
    @Root() { prescriptionId }: ReviewedPrescription,
    @Ctx() { prescriptions }: PharmacyContext,
  ) {
    return prescriptions.byId.load(prescriptionId);
  }

  @FieldResolver(() => [ReviewProblem], { description: 'What the rules point to.' })
  suspected(@Root() { suspected }: ReviewedPrescription, @Ctx() context: PharmacyContext) {
    return problemsOf(context, suspected);
  }

  @FieldResolver(() => [ReviewProblem], { description: 'What the pharmacist found.' })
  problems(@Root() { found }: ReviewedPrescription, @Ctx() context: PharmacyContext) {
    return problemsOf(context, found);
  }
}

const problemsOf = ({ reviewRules }: PharmacyContext, codes: readonly string[]) =>
  reviewRules.problems.filter(({ code }) => codes.includes(code));
