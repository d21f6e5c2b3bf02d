import { keysetCondition, type PageRequest } from '@lianyi/shared/database/select-pages';
import { placeholders, selectRows } from '@lianyi/shared/database/select-rows';
import type { EntityManager } from 'typeorm';
import { UnmappedCodeRow } from './code-mapping.entity';
import type { LocalCodeKind } from './local-code';

export interface QueueOf {
  readonly institutionIds: readonly string[];
  /** Null: of every kind. */
  readonly kind: LocalCodeKind | null;
}

const order = [
  { column: 'firstSeenAt', direction: 'ASC' },
  { column: 'id', direction: 'ASC' },
] as const;

/** What waits at these institutions, the longest waiting first: counts grow, this order stays. */
export function selectUnmapped(
  manager: EntityManager,
  { institutionIds, kind }: QueueOf,
  { first, after }: PageRequest,
): Promise<UnmappedCodeRow[]> {
  const keyset = keysetCondition<UnmappedCodeRow>(order, after);
  const conditions = [
    `\`institutionId\` IN (${placeholders(institutionIds)})`,
    ...(kind === null ? [] : ['`kind` = ?']),
    ...(keyset.sql === '' ? [] : [keyset.sql]),
  ];
  const tail = `WHERE ${conditions.join(' AND ')} ORDER BY \`firstSeenAt\`, \`id\` LIMIT ${first + 1}`;
  const parameters = [...institutionIds, ...(kind === null ? [] : [kind]), ...keyset.parameters];
  return selectRows(manager, UnmappedCodeRow, tail, parameters);
}
