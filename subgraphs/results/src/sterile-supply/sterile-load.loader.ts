import { selectRows, storedInstant } from '@lianyi/shared/database/select-rows';
import DataLoader from 'dataloader';
import type { EntityManager } from 'typeorm';
import type { SterileLoadShare } from './sterile-load.view';
import { SterileLoadRecall } from './sterile-supply.entity';

export async function findRecall(
  manager: EntityManager,
  centerId: string,
  loadNumber: string,
): Promise<SterileLoadRecall | null> {
  const tail = 'WHERE `centerId` = ? AND `loadNumber` = ?';
  const [row] = await selectRows(manager, SterileLoadRecall, tail, [centerId, loadNumber]);
  return row ?? null;
}

export interface Load {
  readonly centerId: string;
  readonly loadNumber: string;
}

const keyOf = ({ centerId, loadNumber }: Load) => JSON.stringify([centerId, loadNumber]);

/** The recall of each of several loads in one statement; null where there is none. */
export const createRecallLoader = (manager: EntityManager) =>
  new DataLoader<Load, SterileLoadRecall | null, string>(
    async (loads) => {
      const among = loads.map(() => '(`centerId` = ? AND `loadNumber` = ?)').join(' OR ');
      const keys = loads.flatMap(({ centerId, loadNumber }) => [centerId, loadNumber]);
      const rows = await selectRows(manager, SterileLoadRecall, `WHERE ${among}`, keys);
      const recalls = new Map(rows.map((row) => [keyOf(row), row]));
      return loads.map((load) => recalls.get(keyOf(load)) ?? null);
    },
    { cacheKeyFn: keyOf },
  );

interface ShareRow {
  readonly institutionId: string;
  readonly pack: string;
  readonly quantity: number | string;
  readonly deliveries: number | string;
  readonly lastDeliveredAt: Date | string;
}

/** Everything delivered of a load, by institution and pack, in one statement. */
export async function sharesOf(
  manager: EntityManager,
  centerId: string,
  loadNumber: string,
): Promise<SterileLoadShare[]> {
  const rows: ShareRow[] = await manager.query(
    'SELECT `fromInstitutionId` AS `institutionId`, `pack`, SUM(`deliveredQuantity`) AS `quantity`, COUNT(*) AS `deliveries`, MAX(`deliveredAt`) AS `lastDeliveredAt` FROM `sterile_supply_request` WHERE `centerId` = ? AND `loadNumber` = ? GROUP BY `fromInstitutionId`, `pack` ORDER BY `fromInstitutionId`, `pack`',
    [centerId, loadNumber],
  );
  return rows.map(({ institutionId, pack, quantity, deliveries, lastDeliveredAt }) => ({
    institution: { id: institutionId },
    ...{ pack, quantity: Number(quantity) },
    ...{ deliveries: Number(deliveries), lastDeliveredAt: storedInstant(lastDeliveredAt) },
  }));
}
