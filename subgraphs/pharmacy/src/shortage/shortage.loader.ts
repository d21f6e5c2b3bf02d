import type { Viewer } from '@lianyi/shared/auth/viewer';
import { groupBy } from '@lianyi/shared/collections/group-by';
import { selectByParent } from '@lianyi/shared/database/select-by-parent';
import { placeholders, toParameters } from '@lianyi/shared/database/select-rows';
import { laterDay } from '@lianyi/shared/time/calendar-day';
import { shanghaiDay } from '@lianyi/shared/time/shanghai-day';
import DataLoader from 'dataloader';
import type { EntityManager } from 'typeorm';
import type { SupplyTree } from '../community/supply-tree';
import type { PharmacyProcess } from '../context';
import { StockItem } from '../stock/stock.entity';
import { type Shortage, ShortageStatus } from './shortage.entity';
import { ShortageEvent } from './shortage-event.entity';
import type { SurplusRule } from './shortage-rules';

interface Reading extends Pick<PharmacyProcess, 'now' | 'shortageRules' | 'supply'> {
  readonly manager: EntityManager;
  readonly viewer: Viewer;
}

export const createShortageLoaders = (reading: Reading) => ({
  /** The steps of a shortage, in their order. */
  events: new DataLoader<string, ShortageEvent[]>((ids) =>
    selectByParent(
      reading.manager,
      ShortageEvent,
      { parent: 'shortageId', order: '`shortageId`, `step`' },
      ids,
    ),
  ),

  /** Members with more of the drug than they need, nearest first; none once it is on its way. */
  sources: new DataLoader<Shortage, StockItem[], string>(
    (shortages) => sourcesOf(reading, shortages),
    {
      cacheKeyFn: ({ id, step }) => `${id} ${step}`,
    },
  ),
});

/** What lies at a member of a drug, as far as it lasts. */
interface Lying {
  readonly institutionId: string;
  readonly drugCode: string;
  /** MariaDB sums in texts. */
  readonly units: number | string;
  readonly minimum: number | null;
}

const waiting: readonly ShortageStatus[] = [
  ...[ShortageStatus.REGISTERED, ShortageStatus.MATCHED, ShortageStatus.PURCHASING],
];

async function sourcesOf(
  { manager, now, shortageRules, supply, viewer }: Reading,
  shortages: readonly Shortage[],
): Promise<StockItem[][]> {
  const { surplus } = shortageRules;
  const open = shortages.filter(({ status }) => waiting.includes(status));
  const codes = [...new Set(open.flatMap(({ drugCode }) => drugCode ?? []))];
  const tree = codes.length === 0 ? null : await supply(viewer.institutionId);
  if (!tree) return shortages.map(() => []);
  const day = laterDay(shanghaiDay(now()), surplus.leastDaysToExpiry);
  const lying = groupBy(await lyingOf(manager, codes, day), ({ drugCode }) => drugCode);
  return shortages.map((shortage) => {
    const there = waiting.includes(shortage.status) ? lying.get(shortage.drugCode ?? '') : [];
    return nearest(tree, shortage, there ?? [], surplus);
  });
}

const lyingOf = (manager: EntityManager, codes: readonly string[], day: string): Promise<Lying[]> =>
  manager.query(
    `SELECT b.\`institutionId\` AS \`institutionId\`, b.\`drugCode\` AS \`drugCode\`, SUM(b.\`quantity\`) AS \`units\`, MAX(i.\`minimum\`) AS \`minimum\` FROM \`stock_batch\` b JOIN \`stock_item\` i ON i.\`institutionId\` = b.\`institutionId\` AND i.\`drugCode\` = b.\`drugCode\` WHERE b.\`drugCode\` IN (${placeholders(codes)}) AND b.\`quantity\` > 0 AND b.\`expiresOn\` >= ? GROUP BY b.\`institutionId\`, b.\`drugCode\``,
    toParameters(manager, [...codes, day]),
  );

/** By deliveries along the supply tree; of those as near, who supplies it, then who has most to spare. */
function nearest(
  tree: SupplyTree,
  { institutionId, quantity }: Shortage,
  lying: readonly Lying[],
  { minimumTimes, mostSources }: SurplusRule,
): StockItem[] {
  return lying
    .filter((one) => one.institutionId !== institutionId && tree.has(one.institutionId))
    .map((one) => ({
      ...one,
      spare: Number(one.units) - minimumTimes * (one.minimum ?? 0),
      deliveries: tree.deliveries(one.institutionId, institutionId),
      central: Number(tree.supplies(one.institutionId, institutionId)),
    }))
    .filter(({ spare }) => spare >= quantity)
    .sort(
      (one, other) =>
        one.deliveries - other.deliveries ||
        other.central - one.central ||
        other.spare - one.spare ||
        (one.institutionId < other.institutionId ? -1 : 1),
    )
    .slice(0, mostSources)
    .map((one) =>
      Object.assign(new StockItem(), { institutionId: one.institutionId, drugCode: one.drugCode }),
    );
}
