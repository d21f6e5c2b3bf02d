import { checkOptionalText, checkText } from '@lianyi/shared/errors/check-text';
import { Arg, Authorized, Ctx, ID, Mutation, Resolver } from 'type-graphql';
import type { PharmacyContext } from '../context';
import { dispatchShortage, receiveShortage } from './carry-shortage.service';
import { registerShortage } from './register-shortage.service';
import {
  closeShortage,
  matchShortage,
  purchaseShortage,
  rejectShortage,
  substituteShortage,
} from './settle-shortage.service';
import { Shortage } from './shortage.entity';
import { ShortageInput } from './shortage.inputs';
import { steppers } from './shortage-steps';

/** What is said with a step, without blanks around it. */
function said(note: string | null | undefined): string | null {
  checkOptionalText('note', note, { characters: 500 });
  return note?.trim() ?? null;
}

/** Every step of a shortage; `data/shortage-steps.json` says who takes which, and from where. */
@Resolver(() => Shortage)
export class StepShortageResolver {
  @Authorized('PHARMACIST')
  @Mutation(() => Shortage, { description: 'A drug the viewer’s institution lacks (缺药登记).' })
  registerShortage(
    @Arg('input', () => ShortageInput) input: ShortageInput,
    @Ctx() context: PharmacyContext,
  ) {
    return registerShortage(context, input);
  }

  @Authorized(...steppers)
  @Mutation(() => Shortage, {
    description:
      'Asks a member to send it, by a central pharmacy or the office; `drugCode` names what was registered by a text.',
  })
  matchShortage(
    @Arg('id', () => ID) id: string,
    @Arg('fromInstitutionId', () => ID) fromInstitutionId: string,
    @Arg('drugCode', () => ID, { nullable: true }) drugCode: string | null,
    @Ctx() context: PharmacyContext,
  ) {
    return matchShortage(context, id, { fromInstitutionId, drugCode: drugCode ?? null });
  }

  @Authorized(...steppers)
  @Mutation(() => Shortage, {
    description:
      'The leading institution purchases it, as for all; `drugCode` names what was registered by a text.',
  })
  purchaseShortage(
    @Arg('id', () => ID) id: string,
    @Arg('drugCode', () => ID, { nullable: true }) drugCode: string | null,
    @Arg('note', () => String, { nullable: true }) note: string | null,
    @Ctx() context: PharmacyContext,
  ) {
    return purchaseShortage(context, id, { drugCode: drugCode ?? null, note: said(note) });
  }

  @Authorized(...steppers)
  @Mutation(() => Shortage, {
    description:
      'From the viewer’s own shelf, first to expire first: on its way until `receiveShortage`.',
  })
  dispatchShortage(
    @Arg('id', () => ID) id: string,
    @Arg('fromInstitutionId', () => ID) fromInstitutionId: string,
    @Ctx() context: PharmacyContext,
  ) {
    return dispatchShortage(context, id, fromInstitutionId);
  }

  @Authorized(...steppers)
  @Mutation(() => Shortage, { description: 'Onto the shelf of the institution that lacked it.' })
  receiveShortage(@Arg('id', () => ID) id: string, @Ctx() context: PharmacyContext) {
    return receiveShortage(context, id);
  }

  @Authorized(...steppers)
  @Mutation(() => Shortage, { description: 'The patient, or who asked for it, was told.' })
  closeShortage(
    @Arg('id', () => ID) id: string,
    @Arg('note', () => String, { nullable: true }) note: string | null,
    @Ctx() context: PharmacyContext,
  ) {
    return closeShortage(context, id, said(note));
  }

  @Authorized(...steppers)
  @Mutation(() => Shortage, { description: 'Another drug takes its place.' })
  substituteShortage(
    @Arg('id', () => ID) id: string,
    @Arg('drugCode', () => ID) drugCode: string,
    @Arg('note', () => String, { nullable: true }) note: string | null,
    @Ctx() context: PharmacyContext,
  ) {
    return substituteShortage(context, id, { drugCode, note: said(note) });
  }

  @Authorized(...steppers)
  @Mutation(() => Shortage, {
    description: 'With the reason. By a matched source: not from there; it is asked for again.',
  })
  rejectShortage(
    @Arg('id', () => ID) id: string,
    @Arg('reason', () => String) reason: string,
    @Ctx() context: PharmacyContext,
  ) {
    checkText('reason', reason, { characters: 500 });
    return rejectShortage(context, id, reason.trim());
  }
}
