import { keysetCondition, type PageRequest } from '@lianyi/shared/database/select-pages';
import { placeholders, selectRows } from '@lianyi/shared/database/select-rows';
import type { EntityManager } from 'typeorm';
import { CodeMapping } from './code-mapping.entity';

export interface MappingsOf {
  readonly institutionIds: readonly string[];
  /** The code or unit asked about; null: all. */
  readonly printed: string | null;
}

const order = [
  { column: 'mappedAt', direction: 'DESC' },
  { column: 'id', direction: 'DESC' },
] as const;

/** What was said of institutions' codes, the last word first; a county says some thousands. */
export function selectMappings(
  manager: EntityManager,
  { institutionIds, printed }: MappingsOf,
  { first, after }: PageRequest,
): Promise<CodeMapping[]> {
  const keyset = keysetCondition<CodeMapping>(order, after);
  const conditions = [
    `\`institutionId\` IN (${placeholders(institutionIds)})`,
    ...(printed === null ? [] : ['`printed` = ?']),
    ...(keyset.sql === '' ? [] : [keyset.sql]),
  ];
  const tail = `WHERE ${conditions.join(' AND ')} ORDER BY \`mappedAt\` DESC, \`id\` DESC LIMIT ${first + 1}`;
  const parameters = [...institutionIds, ...(printed === null ? [] : [printed])];
  return selectRows(manager, CodeMapping, tail, [...parameters, ...keyset.parameters]);
}
