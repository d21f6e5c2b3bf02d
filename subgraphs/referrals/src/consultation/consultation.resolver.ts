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
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { findConsultationBases } from '../basis/find-bases.service';
import type { ReferralsContext } from '../context';
import { Referral } from '../referral/referral.entity';
import { ReferralSide } from '../referral/worklist-filter';
import { consulting } from './consultation.access';
import { Consultation, ConsultationStatus } from './consultation.entity';
import { ConsultationInput } from './consultation.inputs';
import { ConsultationEvent, ConsultationStep } from './consultation-event.entity';
import { ConsultationInvitation } from './consultation-invitation.entity';
import { ConsultationUse, consultationUse } from './consultation-use.service';
import { endConsultation } from './end-consultation.service';
import { findConsultations } from './find-consultations.service';
import { requestConsultation } from './request-consultation.service';
import { addToAnswer, stepInvitation } from './step-invitation.service';

@ObjectType()
export class ConsultationConnection extends connectionOf(Consultation) {}

/** An institution of which several departments are asked says for which it speaks. */
const asked = { nullable: true, description: 'Needed where several of it are asked.' } as const;
const afterEnd = 'Done also where it answers null: the patient’s record is closed to you by now.';

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

  @Authorized(SERVICE)
  @Directive('@inaccessible')
  @Query(() => [ID], {
    description:
      'Those of the patients about whom the institution is asked, as long as that is a basis.',
  })
  consultationBases(
    @Arg('patientIds', () => [ID]) patientIds: string[],
    @Arg('institutionId', () => ID) institutionId: string,
    @Ctx() context: ReferralsContext,
  ) {
    return findConsultationBases(context, patientIds, institutionId);
  }

  @Authorized(...consulting)
  @Mutation(() => Consultation, {
    description:
      'Asks other institutions of the community about a patient; they open her record for the days the county’s rules say, unless they decline or it is cancelled.',
  })
  requestConsultation(
    @Arg('input', () => ConsultationInput) input: ConsultationInput,
    @Ctx() context: ReferralsContext,
  ) {
    return requestConsultation(context, input);
  }

  @Authorized(...consulting)
  @Mutation(() => Consultation, { description: 'By an institution that is asked.' })
  acceptConsultation(
    @Arg('id', () => ID) id: string,
    @Arg('department', () => String, asked) department: string | null,
    @Ctx() context: ReferralsContext,
  ) {
    return stepInvitation(context, id, 'ACCEPT', {
      department: department ?? null,
      opinion: null,
      plan: null,
    });
  }

  @Authorized(...consulting)
  @Mutation(() => Consultation, {
    description: 'By an institution that is asked, once; an answer is never changed.',
  })
  answerConsultation(
    @Arg('id', () => ID) id: string,
    @Arg('department', () => String, asked) department: string | null,
    @Arg('opinion', () => String) opinion: string,
    @Arg('plan', () => String, { nullable: true }) plan: string | null,
    @Ctx() context: ReferralsContext,
  ) {
    const said = { department: department ?? null, opinion: opinion.trim(), plan: plan ?? null };
    return stepInvitation(context, id, 'ANSWER', said);
  }

  @Authorized(...consulting)
  @Mutation(() => Consultation, {
    description: 'Adds to an answer, while the consultation lasts; the same text once.',
  })
  addToConsultationAnswer(
    @Arg('id', () => ID) id: string,
    @Arg('department', () => String, asked) department: string | null,
    @Arg('text', () => String) text: string,
    @Ctx() context: ReferralsContext,
  ) {
    return addToAnswer(context, id, department ?? null, text.trim());
  }

  @Authorized(...consulting)
  @Mutation(() => Boolean, {
    description: 'By an institution that is asked; the patient’s record is closed to it then.',
  })
  async declineConsultation(
    @Arg('id', () => ID) id: string,
    @Arg('department', () => String, asked) department: string | null,
    @Arg('reason', () => String) reason: string,
    @Ctx() context: ReferralsContext,
  ) {
    const said = { department: department ?? null, opinion: reason.trim(), plan: null };
    await stepInvitation(context, id, 'DECLINE', said);
    return true;
  }

  @Authorized(...consulting)
  @Mutation(() => Consultation, {
    nullable: true,
    description: `By who asked, once somebody answered. ${afterEnd}`,
  })
  closeConsultation(
    @Arg('id', () => ID) id: string,
    @Arg('outcome', () => String, { nullable: true }) outcome: string | null,
    @Ctx() context: ReferralsContext,
  ) {
    return endConsultation(context, id, ConsultationStep.CLOSE, outcome ?? null);
  }

  @Authorized(...consulting)
  @Mutation(() => Consultation, {
    nullable: true,
    description: `By who asked, while nobody answered. ${afterEnd}`,
  })
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
