import { checkOptionalText, checkText } from '@lianyi/shared/errors/check-text';
import { Arg, Authorized, Ctx, ID, Mutation, Resolver } from 'type-graphql';
import type { ReferralsContext } from '../context';
import { Referral } from '../referral/referral.entity';
import { steppers } from '../rules/transitions';
import { ReferralInput } from '../submit/referral.inputs';
import { submitReferral } from '../submit/submit-referral.service';
import { acceptReferral } from './accept-referral.service';
import { takeStep } from './take-step.service';

const longest = { characters: 2000 };

/** A text that has to say something, without blanks around it. */
function said(field: string, text: string): string {
  checkText(field, text, longest);
  return text.trim();
}

/** Every step of a slip; `data/transitions.json` says who takes which, and from where. */
@Resolver(() => Referral)
export class ReferralStepsResolver {
  @Authorized(...steppers)
  @Mutation(() => Referral, {
    description:
      'Sends a patient on. An emergency is IN_TRANSIT at once and is accepted afterwards; a down-referral carries a care plan and may answer an up-referral.',
  })
  submitReferral(
    @Arg('input', () => ReferralInput) input: ReferralInput,
    @Ctx() context: ReferralsContext,
  ) {
    return submitReferral(context, input);
  }

  @Authorized(...steppers)
  @Mutation(() => Referral, {
    description:
      'By the receiver, with a unit of its own that is booked for the patient; of an emergency also afterwards.',
  })
  acceptReferral(
    @Arg('id', () => ID) id: string,
    @Arg('capacityId', () => ID, { nullable: true }) capacityId: string | null,
    @Arg('note', () => String, { nullable: true }) note: string | null,
    @Ctx() context: ReferralsContext,
  ) {
    checkOptionalText('note', note, longest);
    return acceptReferral(context, id, { capacityId: capacityId ?? null, note: note ?? null });
  }

  @Authorized(...steppers)
  @Mutation(() => Referral, { description: 'By the receiver, with the reason.' })
  declineReferral(
    @Arg('id', () => ID) id: string,
    @Arg('reason', () => String) reason: string,
    @Ctx() context: ReferralsContext,
  ) {
    const note = said('reason', reason);
    return takeStep(context, id, { step: 'DECLINE', field: 'declineReferral', note });
  }

  @Authorized(...steppers)
  @Mutation(() => Referral, { description: 'By the sender, before the patient arrived.' })
  cancelReferral(
    @Arg('id', () => ID) id: string,
    @Arg('reason', () => String) reason: string,
    @Ctx() context: ReferralsContext,
  ) {
    const note = said('reason', reason);
    return takeStep(context, id, { step: 'CANCEL', field: 'cancelReferral', note });
  }

  @Authorized(...steppers)
  @Mutation(() => Referral, { description: 'By the receiver: the patient is there.' })
  recordArrival(@Arg('id', () => ID) id: string, @Ctx() context: ReferralsContext) {
    return takeStep(context, id, { step: 'ARRIVE', field: 'recordArrival', note: null });
  }

  @Authorized(...steppers)
  @Mutation(() => Referral, { description: 'By the receiver.' })
  startTreatment(@Arg('id', () => ID) id: string, @Ctx() context: ReferralsContext) {
    return takeStep(context, id, { step: 'TREAT', field: 'startTreatment', note: null });
  }

  @Authorized(...steppers)
  @Mutation(() => Referral, {
    description: 'By the receiver, with what was found and done; a return slip is then due.',
  })
  completeReferral(
    @Arg('id', () => ID) id: string,
    @Arg('summary', () => String) summary: string,
    @Ctx() context: ReferralsContext,
  ) {
    const note = said('summary', summary);
    return takeStep(context, id, { step: 'COMPLETE', field: 'completeReferral', note });
  }

  @Authorized(...steppers)
  @Mutation(() => Referral, { description: 'By the receiver: closes the referral.' })
  recordFollowUp(
    @Arg('id', () => ID) id: string,
    @Arg('note', () => String) note: string,
    @Ctx() context: ReferralsContext,
  ) {
    const found = said('note', note);
    return takeStep(context, id, { step: 'FOLLOW_UP', field: 'recordFollowUp', note: found });
  }
}
