import { placeholders } from '@lianyi/shared/database/select-rows';
import type { EntityManager } from 'typeorm';

/** Sets columns of rows, the same for all of them. */
export async function setColumns(
  manager: EntityManager,
  table: 'observation' | 'exam_report',
  values: Readonly<Record<string, string | number | null>>,
  ids: readonly string[],
): Promise<void> {
  const sets = Object.keys(values).map((column) => `\`${column}\` = ?`);
  await manager.query(
    `UPDATE \`${table}\` SET ${sets.join(', ')} WHERE \`id\` IN (${placeholders(ids)})`,
    [...Object.values(values), ...ids],
  );
}
