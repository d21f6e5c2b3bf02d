import { insertRows } from '@lianyi/shared/database/insert-rows';
import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import { supplyOf } from '../community/supply';
import type { PharmacyContext } from '../context';
import { requireDrug } from '../stock/moving';
import { StockItem } from '../stock/stock.entity';
import type { StockMinimumInput } from './stock-list.inputs';

/**
 * Sets how many units an institution keeps of a drug at least: the viewer's own, or one it supplies.
 * The last word counts, with who said it and when. Refuses with INVALID_INPUT naming the field.
 */
export async function setStockMinimum(
  context: PharmacyContext,
  { drugCode, ...input }: StockMinimumInput,
): Promise<StockItem> {
  const { database, now, stock, stockRules, viewer } = context;
  const minimum = input.minimum ?? null;
  if (minimum !== null && (minimum < 1 || minimum > stockRules.mostUnits))
    throw new InvalidInput('minimum', `must be from 1 to ${stockRules.mostUnits}.`);
  const tree = await supplyOf(context);
  const institutionId = input.institutionId ?? viewer.institutionId;
  if (!tree.suppliedBy(viewer.institutionId).includes(institutionId))
    throw new InvalidInput('institutionId', 'is none this institution supplies.');
  await requireDrug(context, drugCode);
  const key = { institutionId, drugCode };
  await database.transaction(async (manager) => {
    await insertRows(manager, StockItem, [key], { keepOn: ['institutionId', 'drugCode'] });
    const said = { minimum, minimumBy: viewer.name, minimumAt: now() };
    await manager.update(StockItem, key, said);
  });
  const item = Object.assign(new StockItem(), key);
  stock.minimums.clear(item);
  return item;
}
