import { insertRows } from '@lianyi/shared/database/insert-rows';
import { monthOf } from '@lianyi/shared/time/calendar-month';
import type { EntityManager } from 'typeorm';
import type { Referral } from '../referral/referral.entity';
import type { ReferralAdvice } from './guideline.view';
import { ListedReferral } from './listed-referral.entity';
import { KeptAdvice } from './referral-advice.entity';

/** Stores the advice of a slip, and that it counts among those of listed diseases, with the slip itself. */
export async function keepAdvice(
  manager: EntityManager,
  { createdAt, direction, fromInstitutionId, id: referralId }: Referral,
  advice: ReferralAdvice,
) {
  const { matched, missing, unmet, warnings } = advice;
  if ([matched, missing, unmet, warnings].every((list) => list.length === 0)) return;
  await insertRows(manager, KeptAdvice, [{ referralId, advice }]);
  const listed = warnings.map(({ disease }) => ({
    referralId,
    ...{ diseaseCode: disease.code, fromInstitutionId, direction },
    month: monthOf(createdAt),
  }));
  if (listed.length > 0) await insertRows(manager, ListedReferral, listed);
}
