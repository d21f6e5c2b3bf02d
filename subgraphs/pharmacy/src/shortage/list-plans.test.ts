import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { insertRows } from '@lianyi/shared/database/insert-rows';
import { planOf, queriesOf } from '@lianyi/shared/testing/query-plan';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { StockBatch, StockItem } from '../stock/stock.entity';
import { aStockBatch, aStockItem, drugCode } from '../testing/pharmacy.factory';
import { aShortage, lead, openShortageDesk, type ShortageDesk } from '../testing/shortage-desk';
import { Shortage, ShortageStatus } from './shortage.entity';

const members = ['county-hospital', 'people-hospital', 'township-dongpu', 'village-dongpu-1'];
const many = 400;
const each = Array.from({ length: many }, (_, at) => at);
const at = (hours: number) => new Date(Date.UTC(2026, 0, 1) + hours * 3600_000);
const day = (from: number) =>
  at(from * 24)
    .toISOString()
    .slice(0, 10);

/** Four hundred of each at every member; all but a few have ended, or were used up. */
const shortages = members.flatMap((institutionId) =>
  each.map((hour) =>
    aShortage({
      ...{ institutionId, registeredAt: at(hour), dueAt: at(hour + 72) },
      ...(hour % 20 === 0 ? {} : { status: ShortageStatus.CLOSED, endedAt: at(hour + 90) }),
      sourceInstitutionId: hour % 4 === 0 ? 'county-hospital' : null,
    }),
  ),
);
const items = members.flatMap((institutionId) =>
  each.map((serial) => aStockItem({ institutionId, drugCode: drugCode(serial + 10), minimum: 9 })),
);
const batches = items.map(({ institutionId, drugCode: code }, place) =>
  aStockBatch({ institutionId, drugCode: code, expiresOn: day(place), quantity: place % 12 }),
);

describeOnBothDatabases('the lists of a large county', (kind) => {
  let desk: ShortageDesk;
  beforeAll(async () => {
    desk = await openShortageDesk(kind);
    await desk.harness.database.transaction(async (manager) => {
      await insertRows(manager, Shortage, shortages);
      await insertRows(manager, StockItem, items);
      await insertRows(manager, StockBatch, batches);
      const tables = '`shortage`, `stock_item`, `stock_batch`';
      await manager.query(kind === 'sqlite' ? 'ANALYZE' : `ANALYZE TABLE ${tables}`);
    });
  });
  afterAll(() => desk?.stop());

  const planned = async (query: string) => {
    const queries = await queriesOf(desk.harness.database, () => desk.read(lead, query));
    const plans = await Promise.all(queries.map((one) => planOf(desk.harness.database, one)));
    expect(plans.length).toBeGreaterThan(0);
    return plans.flat();
  };
  const isWhole = (step: string) => /^(SCAN (shortage|stock_\w+)(?! USING)|ALL )/.test(step);
  const isSorted = (step: string) => /TEMP B-TREE FOR ORDER|filesort/.test(step);

  it.each([
    '{ shortages { nodes { id } } }',
    '{ shortages(status: REGISTERED) { nodes { id } } }',
    '{ shortages(overdue: true) { nodes { id } } }',
    '{ shortages(duty: true) { nodes { id } } }',
  ])('walk an index in its order: %s', async (query) => {
    const plan = await planned(query);
    expect(plan.filter(isWhole)).toEqual([]);
    expect(plan.filter(isSorted)).toEqual([]);
  });

  it.each([
    '{ expiringStock { nodes { number } } }',
    '{ lowStock { nodes { minimum } } }',
    '{ shortageFulfilment(period: { start: "2026-01-01", end: "2026-01-31" }) { rate } }',
    '{ shortages { nodes { suggestedSources { minimum } } } }',
  ])('read no table whole: %s', async (query) => {
    expect((await planned(query)).filter(isWhole)).toEqual([]);
  });
});
