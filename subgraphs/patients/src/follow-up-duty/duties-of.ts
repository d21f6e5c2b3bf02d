import type { FamilyDoctorContract } from '../contract/family-doctor-contract.entity';
import type { RegisterMembership } from '../register/register-membership.entity';
import type { FollowUpDuty } from './follow-up-duty.entity';

type SignedContract = Pick<
  FamilyDoctorContract,
  'id' | 'institutionId' | 'teamId' | 'start' | 'end'
>;
type KeptMembership = Pick<RegisterMembership, 'id' | 'openRegister' | 'nextDueOn'>;

/** A contract that is in force on a day or will be. */
const mayCount = ({ start, end }: SignedContract, today: string) =>
  end === null || (end >= today && end >= start);

/** The duties of one person: each open membership with each contract that has not run out. */
export function dutiesOf(
  contracts: readonly SignedContract[],
  memberships: readonly KeptMembership[],
  today: string,
): FollowUpDuty[] {
  const counting = contracts.filter((contract) => mayCount(contract, today));
  return memberships.flatMap(({ id: membershipId, openRegister: register, nextDueOn }) =>
    register === null || nextDueOn === null
      ? []
      : counting.map(({ id: contractId, institutionId, teamId, start, end }) => ({
          membershipId,
          ...{ contractId, register, institutionId, teamId, start, end, nextDueOn },
        })),
  );
}
