import { laterDay } from '@lianyi/shared/time/calendar-day';
import { shanghaiDay } from '@lianyi/shared/time/shanghai-day';
import { allConsortia } from '../consortium/consortium.loader';
import type { PersonnelContext } from '../context';
import { type ConsortiumAgreement, lastDayOf } from './agreement.entity';

/**
 * Agreements of what the viewer's institution leads that are in force, end by a day and are followed
 * by none; the first to end first.
 */
export async function agreementsExpiring(
  context: PersonnelContext,
  by?: string | null,
): Promise<ConsortiumAgreement[]> {
  const { agreements, consortiumRules, manager, now, viewer } = context;
  const today = shanghaiDay(now());
  const until = by ?? laterDay(today, consortiumRules.agreements.expiringDays);
  const led = (await allConsortia(manager)).filter(({ leadId }) => leadId === viewer.institutionId);
  const all = (await Promise.all(led.map(({ id }) => agreements.of.load(id)))).flat();
  const followed = new Set(all.map(({ renewsId }) => renewsId));
  return all
    .flatMap((one) => {
      const lastDay = lastDayOf(one);
      const ends = lastDay !== null && lastDay >= today && lastDay <= until;
      return ends && one.start <= today && !followed.has(one.id) ? [{ one, lastDay }] : [];
    })
    .sort((one, other) => (one.lastDay < other.lastDay ? -1 : 1))
    .map(({ one }) => one);
}
