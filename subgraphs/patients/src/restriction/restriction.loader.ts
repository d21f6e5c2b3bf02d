import { groupBy } from '@lianyi/shared/collections/group-by';
import { placeholders, shapeOf } from '@lianyi/shared/database/select-rows';
import DataLoader from 'dataloader';
import type { EntityManager } from 'typeorm';
import { RecordRestriction } from './record-restriction.entity';

/**
 * What a patient keeps to herself and has not lifted, newest first, whichever of her records she
 * said it at. Who asks has been checked before.
 */
export const createRestrictionLoader = (manager: EntityManager) =>
  new DataLoader<string, RecordRestriction[]>(async (patientIds) => {
    const shape = shapeOf(manager.connection, RecordRestriction);
    const columns = shape.columns.split(', ').map((column) => `r.${column}`);
    const raw: (Record<string, unknown> & { of: string })[] = await manager.query(
      `SELECT own.\`id\` AS \`of\`, ${columns.join(', ')} FROM \`patient\` own
JOIN \`patient\` held ON held.\`personId\` = own.\`personId\`
JOIN \`record_restriction\` r ON r.\`patientId\` = held.\`id\` AND r.\`liftedAt\` IS NULL
WHERE own.\`id\` IN (${placeholders(patientIds)}) ORDER BY r.\`recordedAt\` DESC, r.\`id\``,
      [...patientIds],
    );
    const rows = groupBy(raw, ({ of }) => of);
    return patientIds.map((id) =>
      // hydrate builds instances of the entity's own class.
      (rows.get(id) ?? []).map((one) => shape.hydrate(one) as RecordRestriction),
    );
  });
