import { placeholders, storedInstant, toParameters } from '@lianyi/shared/database/select-rows';
import type { HalfYear } from '@lianyi/shared/errors/check-half-year';
import type { EntityManager } from 'typeorm';
import type { IsSensitive } from '../encounter/encounter.loader';
import { isKeptFromReview } from './record-review.access';

/** Where records are drawn from. */
export interface ReviewSource {
  readonly institutionId: string;
  readonly period: HalfYear;
  readonly isSensitive: IsSensitive;
}

interface Ended {
  readonly id: string;
  readonly endedAt: Date | string;
  /** JSON, as it is stored. */
  readonly diagnoses: string;
}

const pageSize = 1000;

/**
 * Offers every visit and stay that ended in the half-year and has nothing sensitive in it, page by
 * page of its index; how many there were.
 */
export async function offerEnded(
  manager: EntityManager,
  { institutionId, isSensitive, period: { from, to } }: ReviewSource,
  offer: (id: string) => void,
): Promise<number> {
  let after: { readonly at: Date; readonly id: string } = { at: from, id: '' };
  for (let count = 0; ; ) {
    const rows: Ended[] = await manager.query(
      `SELECT \`id\` AS \`id\`, \`endedAt\` AS \`endedAt\`, \`diagnoses\` AS \`diagnoses\` FROM \`encounter\` WHERE \`institutionId\` = ? AND \`endedAt\` >= ? AND \`endedAt\` < ? AND (\`endedAt\` > ? OR \`id\` > ?) ORDER BY \`endedAt\`, \`id\` LIMIT ${pageSize}`,
      toParameters(manager, [institutionId, after.at, to, after.at, after.id]),
    );
    for (const { diagnoses, id } of rows) {
      if (isKeptFromReview({ diagnoses: JSON.parse(diagnoses) }, isSensitive)) continue;
      offer(id);
      count += 1;
    }
    const last = rows.at(-1);
    if (!last || rows.length < pageSize) return count;
    after = { at: storedInstant(last.endedAt), id: last.id };
  }
}

interface Changed {
  readonly encounterId: string;
  readonly changedAt: Date | string;
}

/** When each encounter was changed last by its sender; who was never changed is not in the answer. */
export async function lastChanges(
  manager: EntityManager,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Date>> {
  if (ids.length === 0) return new Map();
  const rows: Changed[] = await manager.query(
    `SELECT \`encounterId\` AS \`encounterId\`, MAX(\`replacedAt\`) AS \`changedAt\` FROM \`encounter_version\` WHERE \`encounterId\` IN (${placeholders(ids)}) GROUP BY \`encounterId\``,
    [...ids],
  );
  return new Map(rows.map(({ changedAt, encounterId }) => [encounterId, storedInstant(changedAt)]));
}
