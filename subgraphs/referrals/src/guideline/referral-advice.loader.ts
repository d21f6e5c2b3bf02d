import { byKey } from '@lianyi/shared/collections/by-key';
import { placeholders, selectRows } from '@lianyi/shared/database/select-rows';
import DataLoader from 'dataloader';
import type { EntityManager } from 'typeorm';
import type { ReferralAdvice } from './guideline.view';
import { KeptAdvice } from './referral-advice.entity';

/** The advice a slip was submitted with; null where there was none. */
export const createAdviceLoader = (manager: EntityManager) =>
  new DataLoader<string, ReferralAdvice | null>(async (ids) => {
    const tail = `WHERE \`referralId\` IN (${placeholders(ids)})`;
    const kept = byKey(await selectRows(manager, KeptAdvice, tail, ids), (row) => row.referralId);
    return ids.map((id) => kept.get(id)?.advice ?? null);
  });
