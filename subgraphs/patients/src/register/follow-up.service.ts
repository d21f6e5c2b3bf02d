import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import { laterDay } from '@lianyi/shared/time/calendar-day';
import { shanghaiDay } from '@lianyi/shared/time/shanghai-day';
import type { EntityManager } from 'typeorm';
import type { PatientsContext } from '../context';
import { layDuties } from '../follow-up-duty/lay-duties.service';
import { holdPersonOf } from '../person/hold-person';
import { insertOrTouch } from '../registration/insert-or-touch';
import { noteSource } from '../registration/registration-rows';
import { readWords } from '../text/read-words';
import { withMembership } from './admit-to-register.service';
import { FollowUpRecorded, LeftRegister } from './register.errors';
import { RegisterFollowUp, RegisterMembership } from './register-membership.entity';

/**
 * Records a follow-up, one a day: sent again it changes nothing. The next one falls due an
 * interval after it; one that comes late never moves that back. Refuses with INVALID_INPUT a day
 * in the future or before she joined, with CONFLICT one after she left or another note of the day.
 */
export async function recordFollowUp(
  context: PatientsContext,
  membershipId: string,
  on: string,
  note: string | null,
): Promise<RegisterMembership> {
  const { registerRules, chain, database, newId, now, viewer } = context;
  const { noteAtLeast: atLeast, textAtMost: atMost } = registerRules;
  const words = note === null ? null : readWords(note, { atLeast, atMost }, 'note');
  checkPast(context, on);
  return withMembership(context, membershipId, 'RECORD_FOLLOW_UP', async (membership, event) => {
    if (on < membership.since) throw new InvalidInput('on', 'is before she joined the register.');
    const { institutionId } = viewer;
    const { patientId, register } = membership;
    const followUp = {
      id: newId(),
      ...{ membershipId, on, note: words, institutionId, recordedAt: now() },
    };
    const dueOn = laterDay(on, registerRules.ruleOf(register).followUpDays);
    return database.transaction(async (manager) => {
      const { personId } = await holdPersonOf(manager, patientId);
      const moved = await moveOn(manager, membershipId, on, dueOn);
      await storeFollowUp(manager, followUp);
      await noteSource(manager, { patientId, institutionId, outside: false, since: now() });
      await layDuties(manager, [personId], shanghaiDay(now()));
      await chain.appendWithin(manager, [event]);
      return moved;
    });
  });
}

/** Refuses a day after today. */
export function checkPast({ now }: Pick<PatientsContext, 'now'>, on: string) {
  if (on > shanghaiDay(now())) throw new InvalidInput('on', 'must not be in the future.');
}

/** Moves the days of a membership forward, in one update; it locks the row until the commit. */
async function moveOn(manager: EntityManager, id: string, on: string, dueOn: string) {
  const { affected } = await manager
    .createQueryBuilder()
    .update(RegisterMembership)
    .set({
      nextDueOn: () => 'CASE WHEN `nextDueOn` < :dueOn THEN :dueOn ELSE `nextDueOn` END',
      lastFollowUpOn: () => 'CASE WHEN `lastFollowUpOn` >= :on THEN `lastFollowUpOn` ELSE :on END',
    })
    .where('`id` = :id AND (`until` IS NULL OR `until` >= :on)')
    .setParameters({ id, on, dueOn })
    .execute();
  const membership = await manager.findOneByOrFail(RegisterMembership, { id });
  if (affected === 0) throw new LeftRegister(id, membership.until ?? on);
  return membership;
}

async function storeFollowUp(manager: EntityManager, followUp: RegisterFollowUp) {
  const { membershipId, on, note } = followUp;
  await insertOrTouch(manager, RegisterFollowUp, followUp, ['membershipId', 'on']);
  const stored = await manager.findOneByOrFail(RegisterFollowUp, { membershipId, on });
  if (stored.note !== note) throw new FollowUpRecorded(membershipId, on);
}
