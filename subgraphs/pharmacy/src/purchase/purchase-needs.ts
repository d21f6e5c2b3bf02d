import { placeholders, selectRows } from '@lianyi/shared/database/select-rows';
import { shanghaiDay } from '@lianyi/shared/time/shanghai-day';
import type { EntityManager } from 'typeorm';
import type { PharmacyContext } from '../context';
import { DrugNotFound } from '../drug/drug.errors';
import { drugsOn } from '../drug/drug.loader';
import { Shortage, ShortageStatus } from '../shortage/shortage.entity';
import type { Supplier } from './purchasing-rules';

/** Units of a drug to be ordered, and what for. */
export interface Need {
  readonly drugCode: string;
  readonly quantity: number;
  /** The shortage it is for; null: it fills up the own shelf. */
  readonly shortageId: string | null;
  readonly price: number | null;
  readonly supplier: Supplier;
}

type Wanted = Pick<Need, 'drugCode' | 'quantity' | 'shortageId'>;

/** Shortages the institution is to purchase and its own drugs that run low, which are on no order. */
export async function needsOf(
  manager: EntityManager,
  { purchasingRules, viewer }: Pick<PharmacyContext, 'purchasingRules' | 'viewer'>,
  at: Date,
): Promise<Need[]> {
  const { institutionId } = viewer;
  const day = shanghaiDay(at);
  const wanted: Wanted[] = [
    ...(await shortagesAt(manager, institutionId)),
    ...(await lowAt(manager, institutionId, day, purchasingRules.refillTimes)),
  ];
  const codes = wanted.map(({ drugCode }) => drugCode);
  const drugs = await drugsOn(manager, codes, day);
  return wanted.map((one) => {
    const drug = drugs.get(one.drugCode);
    if (!drug) throw new DrugNotFound(one.drugCode);
    return { ...one, price: drug.price, supplier: purchasingRules.supplierOf(drug) };
  });
}

async function shortagesAt(manager: EntityManager, institutionId: string): Promise<Wanted[]> {
  const tail =
    "WHERE `dutyInstitutionId` = ? AND `status` = 'PURCHASING' AND `orderId` IS NULL ORDER BY `id`";
  const rows = await selectRows(manager, Shortage, tail, [institutionId]);
  return rows.flatMap(({ id: shortageId, drugCode, quantity }) =>
    drugCode === null ? [] : [{ drugCode, quantity, shortageId }],
  );
}

async function lowAt(
  manager: EntityManager,
  institutionId: string,
  day: string,
  refillTimes: number,
): Promise<Wanted[]> {
  const rows: { drugCode: string; minimum: number; usable: number | string }[] =
    await manager.query(
      'SELECT i.`drugCode` AS `drugCode`, i.`minimum` AS `minimum`, COALESCE(SUM(b.`quantity`), 0) AS `usable` FROM `stock_item` i LEFT JOIN `stock_batch` b ON b.`institutionId` = i.`institutionId` AND b.`drugCode` = i.`drugCode` AND b.`expiresOn` >= ? WHERE i.`institutionId` = ? AND i.`minimum` IS NOT NULL AND i.`orderId` IS NULL GROUP BY i.`drugCode`, i.`minimum` HAVING i.`minimum` > COALESCE(SUM(b.`quantity`), 0) ORDER BY i.`drugCode`',
      [day, institutionId],
    );
  return rows.map(({ drugCode, minimum, usable }) => ({
    drugCode,
    shortageId: null,
    quantity: Math.ceil(minimum * refillTimes) - Number(usable),
  }));
}

/** What is claimed for an order: where it stands, and which of it may be claimed. */
interface Claim {
  readonly table: 'shortage' | 'stock_item';
  readonly key: 'id' | 'drugCode';
  readonly where: string;
  readonly value: string;
  readonly keys: readonly string[];
}

/**
 * Puts needs on an order, those that are on none by now: of two orders at once one gets each. Yields
 * the needs it got. Statements do not grow with their number.
 */
export async function claimNeeds(
  manager: EntityManager,
  institutionId: string,
  orderId: string,
  needs: readonly Need[],
): Promise<Need[]> {
  const shortages = await claim(manager, orderId, {
    table: 'shortage',
    ...{ key: 'id', where: '`status` = ?', value: ShortageStatus.PURCHASING },
    keys: needs.flatMap(({ shortageId }) => shortageId ?? []),
  });
  const items = await claim(manager, orderId, {
    table: 'stock_item',
    ...{ key: 'drugCode', where: '`institutionId` = ?', value: institutionId },
    keys: needs.flatMap(({ drugCode, shortageId }) => (shortageId ? [] : drugCode)),
  });
  return needs.filter(({ drugCode, shortageId }) =>
    shortageId ? shortages.has(shortageId) : items.has(drugCode),
  );
}

async function claim(
  manager: EntityManager,
  orderId: string,
  { key, keys, table, value, where }: Claim,
): Promise<ReadonlySet<string>> {
  if (keys.length === 0) return new Set();
  await manager.query(
    `UPDATE \`${table}\` SET \`orderId\` = ? WHERE \`${key}\` IN (${placeholders(keys)}) AND ${where} AND \`orderId\` IS NULL`,
    [orderId, ...keys, value],
  );
  const rows: { claimed: string }[] = await manager.query(
    `SELECT \`${key}\` AS \`claimed\` FROM \`${table}\` WHERE \`orderId\` = ?`,
    [orderId],
  );
  return new Set(rows.map(({ claimed }) => claimed));
}
