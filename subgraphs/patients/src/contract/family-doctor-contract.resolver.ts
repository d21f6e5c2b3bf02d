import { AccessForbidden } from '@lianyi/shared/access/access-errors';
import { Authorized, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { PatientsContext } from '../context';
import { Patient } from '../patient/patient.view';
import { FamilyDoctorTeam } from '../stubs/family-doctor-team.stub';
import { contractOfPerson } from './contract-of-person';
import { FamilyDoctorContract, Period } from './family-doctor-contract.entity';

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

  @FieldResolver(() => [String], {
    description:
      'Codes of the priority groups. They tell of illness: own data alone does not open them.',
  })
  async priorityGroups(
    @Root() { patientId, priorityGroups }: FamilyDoctorContract,
    @Ctx() { access, policy, viewer }: PatientsContext,
  ): Promise<string[]> {
    const { scope, sensitive } = await access.require(patientId);
    // An empty list would say that she belongs to none.
    if (scope === 'OWN') throw new AccessForbidden(patientId, policy.ruleOf(viewer).breakGlass);
    if (sensitive) return priorityGroups;
    return priorityGroups.filter((group) => !policy.sensitivePriorityGroups.has(group));
  }
}
