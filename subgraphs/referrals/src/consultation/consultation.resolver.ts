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
import type { ReferralsContext } from '../context';
import { Referral } from '../referral/referral.entity';
import { ReferralSide } from '../referral/worklist-filter';
import { consulting } from './consultation.access';
import { Consultation, ConsultationStatus } from './consultation.entity';
import { ConsultationInput } from './consultation.inputs';
import { ConsultationEvent, ConsultationStep } from './consultation-event.entity';
import { ConsultationInvitation } from './consultation-invitation.entity';
import { ConsultationUse, consultationUse } from './consultation-use.service';
import { findConsultations } from './find-consultations.service';
import { requestConsultation } from './request-consultation.service';
import { endConsultation, stepInvitation } from './step-consultation.service';

@ObjectType()
export class ConsultationConnection extends connectionOf(Consultation) {}

/** Remote consultation between institutions of a community (RF-33, RF-34, RF-44). */
@Resolver(() => Consultation)
export class ConsultationResolver {
  @Authorized(...consulting)
  @Query(() => Consultation, { nullable: true, description: 'For who asked or is asked.' })
  consultation(@Arg('id', () => ID) id: string, @Ctx() { consultations }: ReferralsContext) {
    return consultations.released.load(id);
  }

  @Authorized(...consulting)
  @Query(() => ConsultationConnection, {
    nullable: true,
    description:
      'What the viewer’s institution asked (SENT) or is asked (RECEIVED), newest first. A page may hold fewer than asked for.',
  })
  consultations(
    @Arg('side', () => ReferralSide) side: ReferralSide,
    @Arg('status', () => ConsultationStatus, { nullable: true }) status: ConsultationStatus | null,
    @Arg('first', () => Int, { nullable: true }) first: number | null,
    @Arg('after', () => String, { nullable: true }) after: string | null,
    @Ctx() context: ReferralsContext,
  ) {
    return findConsultations(context, { side, status, first, after });
  }

  @Authorized('REFERRAL_OFFICER', 'COMMUNITY_OFFICE')
  @Query(() => [ConsultationUse], {
    nullable: true,
    description:
      'How often institutions took part in consultations in a calendar year: the viewer’s; for the community office of a leading one, all it leads.',
  })
  consultationUse(@Arg('year', () => Int) year: number, @Ctx() context: ReferralsContext) {
    return consultationUse(context, year);
  }

  @Authorized(...consulting)
  @Mutation(() => Consultation, {
    description:
      'Asks other institutions of the community about a patient; they open her record until some days after the end, unless they decline.',
  })
  requestConsultation(
    @Arg('input', () => ConsultationInput) input: ConsultationInput,
    @Ctx() context: ReferralsContext,
  ) {
    return requestConsultation(context, input);
  }

  @Authorized(...consulting)
  @Mutation(() => Consultation, { description: 'By an institution that is asked.' })
  acceptConsultation(@Arg('id', () => ID) id: string, @Ctx() context: ReferralsContext) {
    return stepInvitation(context, id, 'ACCEPT');
  }

  @Authorized(...consulting)
  @Mutation(() => Consultation, {
    description: 'By an institution that is asked, once; an answer is never changed.',
  })
  answerConsultation(
    @Arg('id', () => ID) id: string,
    @Arg('opinion', () => String) opinion: string,
    @Arg('plan', () => String, { nullable: true }) plan: string | null,
    @Ctx() context: ReferralsContext,
  ) {
    return stepInvitation(context, id, 'ANSWER', { opinion: opinion.trim(), plan: plan ?? null });
  }

  @Authorized(...consulting)
  @Mutation(() => Boolean, {
    description: 'By an institution that is asked; the patient’s record is closed to it then.',
  })
  async declineConsultation(
    @Arg('id', () => ID) id: string,
    @Arg('reason', () => String) reason: string,
    @Ctx() context: ReferralsContext,
  ) {
    await stepInvitation(context, id, 'DECLINE', { opinion: reason.trim(), plan: null });
    return true;
  }

  @Authorized(...consulting)
  @Mutation(() => Consultation, { description: 'By who asked, once somebody answered.' })
  closeConsultation(
    @Arg('id', () => ID) id: string,
    @Arg('outcome', () => String, { nullable: true }) outcome: string | null,
    @Ctx() context: ReferralsContext,
  ) {
    return endConsultation(context, id, ConsultationStep.CLOSE, outcome ?? null);
  }

  @Authorized(...consulting)
  @Mutation(() => Consultation, { description: 'By who asked, while nobody answered.' })
  cancelConsultation(
    @Arg('id', () => ID) id: string,
    @Arg('reason', () => String) reason: string,
    @Ctx() context: ReferralsContext,
  ) {
    return endConsultation(context, id, ConsultationStep.CANCEL, reason.trim());
  }

  @FieldResolver(() => [ConsultationInvitation])
  invitations(@Root() { id }: Consultation, @Ctx() { consultations }: ReferralsContext) {
    return consultations.invitations.load(id);
  }

  @FieldResolver(() => [ConsultationEvent], { description: 'In the order they happened.' })
  events(@Root() { id }: Consultation, @Ctx() { consultations }: ReferralsContext) {
    return consultations.events.load(id);
  }

  @FieldResolver(() => Referral, { nullable: true, description: 'What it is about.' })
  referral(@Root() { referralId }: Consultation, @Ctx() { referrals }: ReferralsContext) {
    return referralId === null ? null : referrals.released.load(referralId);
  }
}
