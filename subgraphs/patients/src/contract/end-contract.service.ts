import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import { laterDay } from '@lianyi/shared/time/calendar-day';
import { shanghaiDay } from '@lianyi/shared/time/shanghai-day';
import type { EntityManager } from 'typeorm';
import { describeEvent } from '../audit/describe-event';
import type { PatientsContext } from '../context';
import { layDuties } from '../follow-up-duty/lay-duties.service';
import { holdPersonOf } from '../person/hold-person';
import { noteSource } from '../registration/registration-rows';
import { readWords } from '../text/read-words';
import { ContractEnded } from './contract.errors';
import { releasePeriod } from './contract-period';
import { FamilyDoctorContract } from './family-doctor-contract.entity';
import { withContract } from './sign-contract.service';
import { refusalOf } from './store-contract.service';
import { tellEnded } from './tell-contract.service';

/**
 * Ends a contract of the viewer's institution before its time: `end` is its last day, the day
 * before its start where it shall never begin. It ends once, in one conditional update; what it
 * renewed may then be renewed again. Refuses with CONFLICT one that was ended or renewed.
 */
export async function endContract(
  context: PatientsContext,
  contractId: string,
  end: string,
  reason: string,
): Promise<FamilyDoctorContract> {
  const { contractRules, chain, database, identity, now } = context;
  const { reasonAtLeast: atLeast, reasonAtMost: atMost } = contractRules.ending;
  const words = readWords(reason, { atLeast, atMost }, 'reason');
  const action = 'END_CONTRACT';
  return withContract(context, contractId, action, async (contract) => {
    const { patientId } = contract;
    if (contract.endedAt !== null) throw new ContractEnded(contractId);
    checkEnd(context, contract, end);
    const event = describeEvent(identity, now(), {
      patientId,
      ...{ action, allowed: true, basis: 'FAMILY_DOCTOR_CONTRACT', reason: null },
    });
    const ended = { end, endReason: words, endedAt: now(), plannedEnd: contract.end };
    await database.transaction(async (manager) => {
      const { personId } = await holdPersonOf(manager, patientId);
      await cutShort(manager, contract, ended);
      await tellEnded(manager, contract, end, ended.endedAt);
      await releasePeriod(manager, patientId);
      // The contract stays data of the institution, though it opens the whole record no more.
      await noteSource(manager, {
        patientId,
        ...{ institutionId: contract.institutionId, outside: false, since: now() },
      });
      await layDuties(manager, [personId], shanghaiDay(now()));
      await chain.appendWithin(manager, [event]);
    });
    return Object.assign(contract, ended);
  });
}

function checkEnd(
  { contractRules, now }: PatientsContext,
  contract: FamilyDoctorContract,
  end: string,
) {
  const { backDays } = contractRules.ending;
  if (end < laterDay(contract.start, -1))
    throw new InvalidInput('end', 'must not be earlier than the day before the contract begins.');
  if (contract.end !== null && end >= contract.end)
    throw new InvalidInput('end', 'must be before the contract ends by itself.');
  if (end < laterDay(shanghaiDay(now()), -backDays))
    throw new InvalidInput('end', `must not be more than ${backDays} days ago.`);
}

async function cutShort(
  manager: EntityManager,
  { id, start, renewsId }: FamilyDoctorContract,
  ended: Pick<FamilyDoctorContract, 'end' | 'endReason' | 'endedAt' | 'plannedEnd'>,
) {
  const { affected } = await manager
    .createQueryBuilder()
    .update(FamilyDoctorContract)
    .set(ended)
    .where('id = :id AND endedAt IS NULL AND renewedById IS NULL', { id })
    .execute();
  if (affected === 0) throw await refusalOf(manager, id);
  // What never begins renews nothing.
  if (renewsId !== null && ended.end !== null && ended.end < start)
    await manager.update(
      FamilyDoctorContract,
      { id: renewsId, renewedById: id },
      { renewedById: null },
    );
}
