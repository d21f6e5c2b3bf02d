import { checkOptionalText, checkText } from '@lianyi/shared/errors/check-text';
import { Arg, Args, Authorized, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import type { ReferralsContext } from '../context';
import { decideOutward } from './decide-outward.service';
import { fileOutward } from './file-outward.service';
import { OutwardAnalysisArgs, OutwardRegisterArgs } from './outward.inputs';
import { OutwardReferral, OutwardReferralConnection } from './outward.view';
import { outwardAnalysis } from './outward-analysis.service';
import { OutwardCount } from './outward-analysis.view';
import { outwardReferrals } from './outward-register.service';
import { outwardSheet } from './outward-sheet.service';

const longest = { characters: 2000 };

/** Referrals out of the community: who lets them go, and the register of them (RF-36, RF-37). */
@Resolver(() => OutwardReferral)
export class OutwardResolver {
  @Authorized('COMMUNITY_OFFICE', 'REFERRAL_OFFICER')
  @Query(() => OutwardReferralConnection, {
    nullable: true,
    description:
      'The register of outward referrals, newest first: of the viewer’s institution; for the community office of a leading one, of all it leads.',
  })
  outwardReferrals(
    @Args(() => OutwardRegisterArgs) asked: OutwardRegisterArgs,
    @Ctx() context: ReferralsContext,
  ) {
    return outwardReferrals(context, asked);
  }

  @Authorized('COMMUNITY_OFFICE', 'REFERRAL_OFFICER')
  @Query(() => [OutwardCount], {
    nullable: true,
    description:
      'Outward referrals in numbers, by month, institution, reason and disease: of the viewer’s institution; for the community office of a leading one, of all it leads.',
  })
  outwardAnalysis(
    @Args(() => OutwardAnalysisArgs) asked: OutwardAnalysisArgs,
    @Ctx() context: ReferralsContext,
  ) {
    return outwardAnalysis(context, asked);
  }

  @Authorized('COMMUNITY_OFFICE', 'REFERRAL_OFFICER')
  @Query(() => String, {
    nullable: true,
    description: 'The same as CSV with Chinese titles (`GET /referrals/outward.csv`).',
  })
  outwardSheet(
    @Args(() => OutwardAnalysisArgs) asked: OutwardAnalysisArgs,
    @Ctx() context: ReferralsContext,
  ) {
    return outwardSheet(context, asked);
  }

  @Authorized('COMMUNITY_OFFICE')
  @Mutation(() => OutwardReferral, {
    description:
      'By the office of the sender’s leading institution: the slip goes to its receiver. Of an emergency, which has gone, afterwards.',
  })
  approveOutwardReferral(
    @Arg('id', () => ID) id: string,
    @Arg('note', () => String, { nullable: true }) note: string | null,
    @Ctx() context: ReferralsContext,
  ) {
    checkOptionalText('note', note, longest);
    return decideOutward(context, id, { step: 'APPROVE', note: note ?? null });
  }

  @Authorized('COMMUNITY_OFFICE')
  @Mutation(() => OutwardReferral, {
    description: 'By the same, with the reason, which the sender reads; it may send another slip.',
  })
  refuseOutwardReferral(
    @Arg('id', () => ID) id: string,
    @Arg('reason', () => String) reason: string,
    @Ctx() context: ReferralsContext,
  ) {
    checkText('reason', reason, longest);
    return decideOutward(context, id, { step: 'REFUSE', note: reason.trim() });
  }

  @Authorized('COMMUNITY_OFFICE', 'REFERRAL_OFFICER')
  @Mutation(() => OutwardReferral, {
    description: 'The insurer’s number of an approved referral, by the office or the sender, once.',
  })
  fileOutwardReferral(
    @Arg('id', () => ID) id: string,
    @Arg('filingNumber', () => String) filingNumber: string,
    @Ctx() context: ReferralsContext,
  ) {
    return fileOutward(context, id, filingNumber.trim());
  }
}
