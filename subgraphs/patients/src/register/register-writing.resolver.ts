import { CalendarDay } from '@lianyi/shared/graphql/scalars';
import { Arg, Authorized, Ctx, ID, Mutation, Resolver } from 'type-graphql';
import type { PatientsContext } from '../context';
import { enrolInRegister } from './enrol.service';
import { recordFollowUp } from './follow-up.service';
import { leaveRegister } from './leave.service';
import { RegisterMembership } from './register-membership.entity';

// Any role may ask: a write that is refused is recorded with its patient.
@Resolver(() => RegisterMembership)
export class RegisterWritingResolver {
  @Authorized()
  @Mutation(() => RegisterMembership, {
    description:
      'Puts a resident on a register, kept by `institutionId` or the viewer’s institution. The same enrolment sent again is the same membership.',
  })
  enrolInRegister(
    @Arg('patientId', () => ID) patientId: string,
    @Arg('register', () => String) register: string,
    @Arg('since', () => CalendarDay) since: string,
    @Arg('institutionId', () => ID, { nullable: true }) institutionId: string | undefined,
    @Ctx() context: PatientsContext,
  ) {
    return enrolInRegister(context, {
      patientId,
      ...{ register, since, institutionId: institutionId ?? null },
    });
  }

  @Authorized()
  @Mutation(() => RegisterMembership, {
    description: 'Records a follow-up; the next one falls due an interval of the register later.',
  })
  recordRegisterFollowUp(
    @Arg('membershipId', () => ID) membershipId: string,
    @Arg('on', () => CalendarDay) on: string,
    @Arg('note', () => String, { nullable: true }) note: string | undefined,
    @Ctx() context: PatientsContext,
  ) {
    return recordFollowUp(context, membershipId, on, note ?? null);
  }

  @Authorized()
  @Mutation(() => RegisterMembership, {
    description: 'Takes a resident off a register; `on` is her last day on it.',
  })
  leaveRegister(
    @Arg('membershipId', () => ID) membershipId: string,
    @Arg('on', () => CalendarDay) on: string,
    @Arg('reason', () => String) reason: string,
    @Ctx() context: PatientsContext,
  ) {
    return leaveRegister(context, membershipId, on, reason);
  }
}
