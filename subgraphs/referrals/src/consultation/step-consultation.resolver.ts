import { Arg, Authorized, Ctx, ID, Mutation, Resolver } from 'type-graphql';
import type { ReferralsContext } from '../context';
import { consulting } from './consultation.access';
import { Consultation } from './consultation.entity';
import { ConsultationInput } from './consultation.inputs';
import { ConsultationStep } from './consultation-event.entity';
import { endConsultation } from './end-consultation.service';
import { requestConsultation } from './request-consultation.service';
import { addToAnswer, stepInvitation } from './step-invitation.service';

/** An institution of which several departments are asked says for which it speaks. */
const asked = { nullable: true, description: 'Needed where several of it are asked.' } as const;
const afterEnd = 'Done also where it answers null: the patient’s record is closed to you by now.';

/** What who asks and who is asked does; a step that is sent again, the same, is done once. */
@Resolver(() => Consultation)
export class StepConsultationResolver {
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
}
