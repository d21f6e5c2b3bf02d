import { keysetCondition, type PageRequest } from '@lianyi/shared/database/select-pages';
import { selectRows } from '@lianyi/shared/database/select-rows';
import type { EntityManager } from 'typeorm';
import { BreakGlassReviewRow, BreakGlassReviewStatus } from './break-glass-review.entity';

export interface ReviewsOf {
  /** Where the glasses were broken; null: anywhere. */
  readonly institutionId: string | null;
  /** Null: the open ones, then the others. */
  readonly status: BreakGlassReviewStatus | null;
}

const order = [
  { column: 'dueAt', direction: 'ASC' },
  { column: 'id', direction: 'ASC' },
] as const;

/**
 * Reviews by their place in the queue, one more than a page holds where there are more: a walk
 * along the index over the open ones, then one over the others, so that nothing is sorted.
 */
export async function selectReviews(
  manager: EntityManager,
  { institutionId, status }: ReviewsOf,
  { first, after }: PageRequest,
): Promise<BreakGlassReviewRow[]> {
  const [from, ...place] = after ?? [BreakGlassReviewStatus.OPEN];
  const lanes = status === null ? Object.values(BreakGlassReviewStatus) : [status];
  const own = institutionId === null ? [] : [institutionId];
  const found: BreakGlassReviewRow[] = [];
  for (const lane of lanes.filter((one) => one >= String(from))) {
    const left = first + 1 - found.length;
    if (left === 0) break;
    const keyset = keysetCondition<BreakGlassReviewRow>(
      order,
      lane === from && after ? place : null,
    );
    const conditions = [
      ...own.map(() => '`institutionId` = ?'),
      '`status` = ?',
      ...(keyset.sql === '' ? [] : [keyset.sql]),
    ];
    const tail = `WHERE ${conditions.join(' AND ')} ORDER BY \`dueAt\`, \`id\` LIMIT ${left}`;
    const parameters = [...own, lane, ...keyset.parameters];
    found.push(...(await selectRows(manager, BreakGlassReviewRow, tail, parameters)));
  }
  return found;
}
