import type { Access } from '@lianyi/shared/access/access';
import { AccessForbidden } from '@lianyi/shared/access/access-errors';
import { connectionOf } from '@lianyi/shared/graphql/page';
import { shanghaiDay } from '@lianyi/shared/time/shanghai-day';
import { Arg, Authorized, Ctx, FieldResolver, Int, ObjectType, Resolver, Root } from 'type-graphql';
import type { PatientsContext } from '../context';
import { Patient } from '../patient/patient.view';
import { scopeOf } from '../patient/record.access';
import { FamilyDoctorTeam } from '../stubs/family-doctor-team.stub';
import { contractOfPerson } from './contract-of-person';
import { contractState } from './contract-state';
import { ContractState, FamilyDoctorContract, Period } from './family-doctor-contract.entity';

@ObjectType()
export class FamilyDoctorContractConnection extends connectionOf(FamilyDoctorContract) {}

@Resolver(() => Patient)
export class PatientContractResolver {
  @Authorized('CLINICIAN', 'FAMILY_DOCTOR', 'REGIONAL_PLATFORM')
  @FieldResolver(() => FamilyDoctorContract, {
    nullable: true,
    description: 'The contract in force today, whichever team signed it.',
  })
  async familyDoctorContract(
    @Root() { id }: Patient,
    @Ctx() { access, contracts }: PatientsContext,
  ): Promise<FamilyDoctorContract | null> {
    const { records } = await access.require(id);
    return contractOfPerson(contracts, records);
  }

  @Authorized('CLINICIAN', 'FAMILY_DOCTOR', 'REGIONAL_PLATFORM')
  @FieldResolver(() => FamilyDoctorContractConnection, {
    description: 'Every contract, the latest first. Own data alone opens those one signed oneself.',
  })
  async familyDoctorContracts(
    @Root() { id }: Patient,
    @Arg('first', () => Int, { nullable: true }) first: number | undefined,
    @Arg('after', () => String, { nullable: true }) after: string | undefined,
    @Ctx() { access, contractHistory, viewer }: PatientsContext,
  ) {
    const { institutionId } = scopeOf(await access.require(id), viewer);
    return contractHistory(id, { institutionId, first, after });
  }
}

@Resolver(() => FamilyDoctorContract)
export class FamilyDoctorContractResolver {
  @FieldResolver(() => FamilyDoctorTeam, { nullable: true })
  team(@Root() { teamId }: FamilyDoctorContract): FamilyDoctorTeam {
    return { id: teamId };
  }

  @FieldResolver(() => Period)
  period(@Root() { start, end }: FamilyDoctorContract): Period {
    return { start, end };
  }

  @FieldResolver(() => ContractState, { description: 'Where it stands today.' })
  state(@Root() contract: FamilyDoctorContract, @Ctx() { now }: PatientsContext): ContractState {
    return contractState(contract, shanghaiDay(now()));
  }

  @FieldResolver(() => [String], {
    description:
      'Codes of the priority groups. They tell of illness: own data alone opens those of one’s own contracts.',
  })
  async priorityGroups(
    @Root() contract: FamilyDoctorContract,
    @Ctx() context: PatientsContext,
  ): Promise<string[]> {
    const { sensitive } = await openTerms(context, contract);
    if (sensitive) return contract.priorityGroups;
    const { sensitivePriorityGroups } = context.policy;
    return contract.priorityGroups.filter((group) => !sensitivePriorityGroups.has(group));
  }

  @Authorized('CLINICIAN', 'FAMILY_DOCTOR')
  @FieldResolver(() => String, {
    nullable: true,
    description: 'Why it was ended before its time, in the words of who ended it.',
  })
  async endReason(
    @Root() contract: FamilyDoctorContract,
    @Ctx() context: PatientsContext,
  ): Promise<string | null> {
    await openTerms(context, contract);
    return contract.endReason;
  }
}

/**
 * What a contract tells of illness: own data alone opens it of one's own contracts only. Refused,
 * as an empty list would say that she belongs to no group.
 */
async function openTerms(
  { access, policy, viewer }: PatientsContext,
  { patientId, institutionId }: FamilyDoctorContract,
): Promise<Access> {
  const found = await access.require(patientId);
  if (found.scope === 'OWN' && institutionId !== viewer.institutionId)
    throw new AccessForbidden(patientId, policy.ruleOf(viewer).breakGlass);
  return found;
}
