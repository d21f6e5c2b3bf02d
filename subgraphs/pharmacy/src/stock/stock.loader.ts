import { groupBy } from '@lianyi/shared/collections/group-by';
import { selectPages } from '@lianyi/shared/database/select-pages';
import { placeholders, selectRows } from '@lianyi/shared/database/select-rows';
import { loadersByArguments, type Page, pageRequest, toPage } from '@lianyi/shared/graphql/page';
import DataLoader from 'dataloader';
import type { EntityManager } from 'typeorm';
import { searchCondition } from '../drug/drug-search';
import { StockBatch, StockItem } from './stock.entity';

export interface StockFilter {
  readonly search: string | null;
  readonly first: number | null;
  readonly after: string | null;
}

type ItemKey = Pick<StockItem, 'institutionId' | 'drugCode'>;

const keyOf = ({ institutionId, drugCode }: ItemKey) => JSON.stringify([institutionId, drugCode]);

export const createStockLoaders = (manager: EntityManager) => ({
  /** The drugs an institution keeps, in the order of their codes. */
  byInstitution: loadersByArguments<StockFilter, Page<StockItem>>((institutionIds, filter) =>
    pagesOf(manager, institutionIds, filter),
  ),
  /** Units an institution keeps of a drug at least; null where nobody set it. */
  minimums: new DataLoader<ItemKey, number | null, string>(
    async (items) => {
      const rows = await selectOf(manager, StockItem, items);
      const minimums = new Map(rows.map((row) => [keyOf(row), row.minimum]));
      return items.map((item) => minimums.get(keyOf(item)) ?? null);
    },
    { cacheKeyFn: keyOf },
  ),
  /** The batches of a drug that lie at an institution, first to expire first. */
  batches: new DataLoader<ItemKey, StockBatch[], string>(
    async (items) => {
      const further = 'AND `quantity` > 0 ORDER BY `expiresOn`, `number`';
      const rows = await selectOf(manager, StockBatch, items, further);
      const batches = groupBy(rows, keyOf);
      return items.map((item) => batches.get(keyOf(item)) ?? []);
    },
    { cacheKeyFn: keyOf },
  ),
});

/** Rows of the items' institutions and drugs in one statement; of other pairs of them, too. */
function selectOf<Row extends StockBatch | StockItem>(
  manager: EntityManager,
  entity: new () => Row,
  items: readonly ItemKey[],
  further = '',
): Promise<Row[]> {
  const institutionIds = [...new Set(items.map(({ institutionId }) => institutionId))];
  const drugCodes = [...new Set(items.map(({ drugCode }) => drugCode))];
  const tail = `WHERE \`institutionId\` IN (${placeholders(institutionIds)}) AND \`drugCode\` IN (${placeholders(drugCodes)}) ${further}`;
  return selectRows(manager, entity, tail, [...institutionIds, ...drugCodes]);
}

async function pagesOf(
  manager: EntityManager,
  institutionIds: readonly string[],
  { search, first, after }: StockFilter,
): Promise<Page<StockItem>[]> {
  const request = pageRequest(first, after, ['text']);
  const found = searchCondition(search);
  const source = {
    parent: 'institutionId',
    order: [{ column: 'drugCode', direction: 'ASC' }],
    where: found ? `\`drugCode\` IN (SELECT \`code\` FROM \`drug\` WHERE ${found.sql})` : undefined,
    parameters: found?.parameters,
  } as const;
  const pages = await selectPages(manager, StockItem, source, institutionIds, request);
  return institutionIds.map((id) => toPage(pages.get(id) ?? [], request, (row) => [row.drugCode]));
}
