import { byKey } from '@lianyi/shared/collections/by-key';
import { groupBy } from '@lianyi/shared/collections/group-by';
import { placeholders, selectRows } from '@lianyi/shared/database/select-rows';
import DataLoader from 'dataloader';
import type { EntityManager } from 'typeorm';
import { BreakGlassGrant } from './break-glass-grant.entity';
import type { BreakGlassUse } from './break-glass-review.view';

/** Of grants in the same words, the one broken last before an event is the one it rests on. */
const usesQuery = `SELECT g.\`id\` AS \`id\`, e.\`action\` AS \`action\`, COUNT(*) AS \`count\`
FROM \`break_glass_grant\` g
JOIN \`patient\` own ON own.\`id\` = g.\`patientId\`
JOIN \`patient\` held ON held.\`personId\` = own.\`personId\`
JOIN \`access_event\` e ON e.\`patientId\` = held.\`id\` AND e.\`basis\` = 'BREAK_GLASS'
  AND e.\`allowed\` = 1 AND e.\`action\` <> 'BREAK_GLASS' AND e.\`viewerSubject\` = g.\`viewerSubject\`
  AND e.\`institutionId\` = g.\`institutionId\` AND e.\`reason\` = g.\`reason\`
  AND e.\`at\` >= g.\`grantedAt\` AND e.\`at\` < g.\`expiresAt\`
WHERE NOT EXISTS (SELECT 1 FROM \`break_glass_grant\` l WHERE l.\`holder\` = g.\`holder\`
  AND l.\`patientId\` = g.\`patientId\` AND l.\`reason\` = g.\`reason\`
  AND l.\`grantedAt\` > g.\`grantedAt\` AND l.\`grantedAt\` <= e.\`at\`)`;

/** One set per request. */
export const createBreakGlassLoaders = (manager: EntityManager) => ({
  /** Grants by id; who asks has been checked before. */
  grants: new DataLoader<string, BreakGlassGrant>(async (ids) => {
    const tail = `WHERE \`id\` IN (${placeholders(ids)})`;
    const rows = byKey(await selectRows(manager, BreakGlassGrant, tail, ids), ({ id }) => id);
    return ids.map((id) => rows.get(id) ?? new Error('a review without its grant'));
  }),

  /** What rested on a grant, by its id: how many events of which action, the breaking itself left out. */
  uses: new DataLoader<string, BreakGlassUse[]>(async (ids) => {
    const tail = ` AND g.\`id\` IN (${placeholders(ids)}) GROUP BY g.\`id\`, e.\`action\``;
    const rows: (BreakGlassUse & { id: string })[] = await manager.query(usesQuery + tail, [
      ...ids,
    ]);
    const counted = groupBy(rows, ({ id }) => id);
    return ids.map((id) =>
      (counted.get(id) ?? [])
        .map(({ action, count }) => ({ action, count: Number(count) }))
        .sort((one, other) => (one.action < other.action ? -1 : 1)),
    );
  }),
});
