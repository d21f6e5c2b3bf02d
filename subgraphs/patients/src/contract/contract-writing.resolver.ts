import { CalendarDay } from '@lianyi/shared/graphql/scalars';
import { Arg, Authorized, Ctx, ID, Mutation, Resolver } from 'type-graphql';
import type { PatientsContext } from '../context';
import { PeriodInput } from './contract.inputs';
import { endContract } from './end-contract.service';
import { FamilyDoctorContract } from './family-doctor-contract.entity';
import { renewContract, signContract } from './sign-contract.service';

// Any role may ask: a write that is refused is recorded with its patient.
@Resolver(() => FamilyDoctorContract)
export class ContractWritingResolver {
  @Authorized()
  @Mutation(() => FamilyDoctorContract, {
    description:
      'Signs a resident with a team of the viewer’s institution. The same signing sent again is the same contract.',
  })
  signFamilyDoctorContract(
    @Arg('patientId', () => ID) patientId: string,
    @Arg('teamId', () => ID) teamId: string,
    @Arg('period', () => PeriodInput) period: PeriodInput,
    @Arg('priorityGroups', () => [String], { nullable: true }) groups: string[] | undefined,
    @Ctx() context: PatientsContext,
  ) {
    return signContract(context, { patientId, teamId, period, priorityGroups: groups ?? [] });
  }

  @Authorized()
  @Mutation(() => FamilyDoctorContract, {
    description:
      'Renews a contract of the viewer’s institution: the new one begins on the day after its end.',
  })
  renewFamilyDoctorContract(
    @Arg('contractId', () => ID) contractId: string,
    @Arg('period', () => PeriodInput) period: PeriodInput,
    @Arg('priorityGroups', () => [String], { nullable: true }) groups: string[] | undefined,
    @Ctx() context: PatientsContext,
  ) {
    return renewContract(context, contractId, period, groups ?? null);
  }

  @Authorized()
  @Mutation(() => FamilyDoctorContract, {
    description:
      'Ends a contract before its time; `end` is its last day, the day before its start where it shall never begin.',
  })
  endFamilyDoctorContract(
    @Arg('contractId', () => ID) contractId: string,
    @Arg('end', () => CalendarDay) end: string,
    @Arg('reason', () => String) reason: string,
    @Ctx() context: PatientsContext,
  ) {
    return endContract(context, contractId, end, reason);
  }
}
