import { createReferenceCache } from '@lianyi/shared/cache/reference-cache';
import { groupBy } from '@lianyi/shared/collections/group-by';
import { placeholders, selectRows } from '@lianyi/shared/database/select-rows';
import type { EventType } from '@lianyi/shared/events/event';
import type { EntityManager } from 'typeorm';
import { QualityControl, QualityRecord } from './quality.entity';

/** What stands on record about one institution's quality, by item code. */
export interface InstitutionQuality {
  /** Newest first. */
  readonly records: ReadonlyMap<string, readonly QualityRecord[]>;
  /** Days on which an item was out of control; the others need not be known. */
  readonly outOfControl: ReadonlyMap<string, readonly Pick<QualityControl, 'day' | 'inControl'>[]>;
}

/** What changes it, in this process or another. */
export const qualityChanges = [
  'results.quality-record.recorded',
  'results.quality-record.withdrawn',
  'results.quality-control.recorded',
] as const satisfies readonly EventType[];

/** Quality by institution, kept by the process: every verdict asks for some. */
export const createQualityCache = (manager: EntityManager) =>
  createReferenceCache<InstitutionQuality>({
    load: async (institutionIds) => {
      const among = `\`institutionId\` IN (${placeholders(institutionIds)})`;
      const newest = `WHERE ${among} AND \`withdrawnAt\` IS NULL ORDER BY \`validFrom\` DESC, \`id\` DESC`;
      const lost = `WHERE ${among} AND \`inControl\` = 0`;
      const [records, controls] = await Promise.all([
        selectRows(manager, QualityRecord, newest, institutionIds),
        selectRows(manager, QualityControl, lost, institutionIds),
      ]);
      const recordsOf = groupBy(records, (row) => row.institutionId);
      const controlsOf = groupBy(controls, (row) => row.institutionId);
      return new Map(
        institutionIds.map((id) => [
          id,
          {
            records: groupBy(recordsOf.get(id) ?? [], (row) => row.itemCode),
            outOfControl: groupBy(controlsOf.get(id) ?? [], (row) => row.itemCode),
          },
        ]),
      );
    },
  });
