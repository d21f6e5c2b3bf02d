import { groupBy } from '@lianyi/shared/collections/group-by';
import { placeholders, selectRows } from '@lianyi/shared/database/select-rows';
import DataLoader from 'dataloader';
import type { EntityManager } from 'typeorm';
import { QualityControl, QualityControlCorrection, QualityRecord } from '../quality/quality.entity';
import type { InstitutionQuality } from '../quality/quality.loader';

/** What stood on record about institutions' quality at a moment; three statements however many. */
export function createPastQuality(manager: EntityManager, instant: Date) {
  const loader = new DataLoader<string, InstitutionQuality>(async (institutionIds) => {
    const among = `\`institutionId\` IN (${placeholders(institutionIds)})`;
    const known = '(`recordedAt` IS NULL OR `recordedAt` <= ?)';
    const lost = `WHERE ${among} AND \`inControl\` = 0 AND ${known}`;
    const parameters = [...institutionIds, instant];
    const [records, standing, corrected] = await Promise.all([
      selectRows(
        manager,
        QualityRecord,
        `WHERE ${among} AND ${known} AND (\`withdrawnAt\` IS NULL OR \`withdrawnAt\` > ?) ORDER BY \`validFrom\` DESC, \`id\` DESC`,
        [...parameters, instant],
      ),
      selectRows(manager, QualityControl, lost, parameters),
      selectRows(manager, QualityControlCorrection, `${lost} AND \`replacedAt\` > ?`, [
        ...[...parameters, instant],
      ]),
    ]);
    const recordsOf = groupBy(records, (row) => row.institutionId);
    const controlsOf = groupBy([...standing, ...corrected], (row) => row.institutionId);
    return institutionIds.map((id) => ({
      records: groupBy(recordsOf.get(id) ?? [], (row) => row.itemCode),
      outOfControl: groupBy(controlsOf.get(id) ?? [], (row) => row.itemCode),
    }));
  });
  return { get: (institutionId: string) => loader.load(institutionId) };
}
