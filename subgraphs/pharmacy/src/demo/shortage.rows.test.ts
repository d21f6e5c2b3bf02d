import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Database } from '@lianyi/shared/database/database';
import { createCounty } from '@lianyi/shared/demo/county';
import { openTestDatabase, type TestDatabase } from '@lianyi/shared/testing/test-databases';
import { pharmacyTables } from '../data-source';
import { readDrugFile } from '../drug/drug-file';
import { PurchaseOrder } from '../purchase/purchase-order.entity';
import { readPharmacyRules } from '../rules/pharmacy-rules';
import { Shortage, ShortageStatus } from '../shortage/shortage.entity';
import { verifyStock } from '../stock/verify-stock';
import { createPharmacyDemo } from './demo.writer';

describe('the demo county’s shortages', () => {
  let opened: TestDatabase;
  let database: Database;
  beforeAll(async () => {
    opened = await openTestDatabase('sqlite', pharmacyTables);
    database = opened.database;
    const county = createCounty({ patients: 10, seed: 20_261_121, today: '2026-11-21' });
    const demo = createPharmacyDemo(readDrugFile(), readPharmacyRules());
    await database.transaction(async (manager) => demo.frame?.(manager, county));
  });
  afterAll(() => opened?.drop());

  it('stand in every state, some late', async () => {
    const shortages = await database.read.find(Shortage);
    const states = new Set(shortages.map(({ status }) => status));
    expect([...states].sort()).toEqual(Object.values(ShortageStatus).sort());
    const at = new Date('2026-11-21T00:00:00Z');
    const late = shortages.filter(({ endedAt, dueAt }) => endedAt === null && dueAt < at);
    expect(late.length).toBeGreaterThan(1);
    expect(late.length).toBeLessThan(shortages.length);
    expect(
      shortages.filter(({ drugCode, drugText }) => (drugCode === null) === (drugText === null)),
    ).toEqual([]);
    expect(shortages.filter(({ registeredAt }) => registeredAt > at)).toEqual([]);
  });

  it('are on order where they are purchased', async () => {
    const orders = await database.read.find(PurchaseOrder);
    const [waiting] = await database.read.findBy(Shortage, { status: ShortageStatus.PURCHASING });
    expect(orders.find(({ id }) => id === waiting?.orderId)?.status).toBe('ORDERED');
    expect(new Set(orders.map(({ status }) => status)).size).toBe(3);
  });

  it('leave a stock that is what its log says', async () => {
    expect((await verifyStock(database.read)).faults).toEqual([]);
  });
});
