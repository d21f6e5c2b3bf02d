import { groupBy } from '@lianyi/shared/collections/group-by';
import { placeholders, selectRows } from '@lianyi/shared/database/select-rows';
import DataLoader from 'dataloader';
import type { EntityManager } from 'typeorm';
import { ReferralRating } from './referral-rating.entity';

/** The ratings of slips, in one statement. */
export const createRatingLoader = (manager: EntityManager) =>
  new DataLoader<string, ReferralRating[]>(async (referralIds) => {
    const tail = `WHERE \`referralId\` IN (${placeholders(referralIds)}) ORDER BY \`referralId\`, \`side\``;
    const rows = groupBy(
      await selectRows(manager, ReferralRating, tail, referralIds),
      ({ referralId }) => referralId,
    );
    return referralIds.map((id) => rows.get(id) ?? []);
  });
