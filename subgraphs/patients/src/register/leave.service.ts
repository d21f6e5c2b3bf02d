import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import { shanghaiDay } from '@lianyi/shared/time/shanghai-day';
import type { EntityManager } from 'typeorm';
import type { PatientsContext } from '../context';
import { layDuties } from '../follow-up-duty/lay-duties.service';
import { holdPersonOf } from '../person/hold-person';
import { readWords } from '../text/read-words';
import { withMembership } from './admit-to-register.service';
import { checkPast } from './follow-up.service';
import { LeftRegister } from './register.errors';
import { RegisterMembership } from './register-membership.entity';

/**
 * Takes a resident off a register; `on` is her last day on it. She leaves once, in one conditional
 * update; the same leaving sent again changes nothing. Refuses with INVALID_INPUT a day in the
 * future, before she joined or before her last follow-up, with CONFLICT who has left.
 */
export async function leaveRegister(
  context: PatientsContext,
  membershipId: string,
  on: string,
  reason: string,
): Promise<RegisterMembership> {
  const { registerRules, chain, database, now } = context;
  const { leaveReasonAtLeast: atLeast, textAtMost: atMost } = registerRules;
  const words = readWords(reason, { atLeast, atMost }, 'reason');
  checkPast(context, on);
  return withMembership(context, membershipId, 'LEAVE_REGISTER', async (membership, event) => {
    const { since, patientId } = membership;
    if (on < since) throw new InvalidInput('on', 'is before she joined the register.');
    return database.transaction(async (manager) => {
      const { personId } = await holdPersonOf(manager, patientId);
      const left = await close(manager, membershipId, on, words);
      await layDuties(manager, [personId], shanghaiDay(now()));
      await chain.appendWithin(manager, [event]);
      return left;
    });
  });
}

async function close(manager: EntityManager, id: string, on: string, reason: string) {
  const { affected } = await manager
    .createQueryBuilder()
    .update(RegisterMembership)
    .set({ until: on, openRegister: null, nextDueOn: null, leaveReason: reason })
    .where(
      'id = :id AND openRegister IS NOT NULL AND (lastFollowUpOn IS NULL OR lastFollowUpOn <= :on)',
      { id, on },
    )
    .execute();
  const membership = await manager.findOneByOrFail(RegisterMembership, { id });
  const { until, leaveReason } = membership;
  if (affected === 1 || (until === on && leaveReason === reason)) return membership;
  if (until !== null) throw new LeftRegister(id, until);
  throw new InvalidInput('on', 'is before her last follow-up.');
}
