import type { Database } from '@lianyi/shared/database/database';
import { StockBatch, StockItem } from '../stock/stock.entity';

/** Batches by their number: when each expires, and how many units there are. */
export type Batches = Readonly<Record<string, readonly [expiresOn: string, quantity: number]>>;

/** Shelves that hold what a test says, their logs empty at first. */
export function batchesAt(database: Database) {
  const where = '`institutionId` = ? AND `drugCode` = ?';
  return {
    async stock(institutionId: string, drugCode: string, batches: Batches) {
      const kept = { institutionId, drugCode };
      await database.transaction(async (manager) => {
        for (const table of ['stock_movement', 'stock_batch', 'stock_item'])
          await manager.query(`DELETE FROM \`${table}\` WHERE ${where}`, [institutionId, drugCode]);
        await manager.save([
          Object.assign(new StockItem(), kept),
          ...Object.entries(batches).map(([number, [expiresOn, quantity]]) =>
            Object.assign(new StockBatch(), { ...kept, number, expiresOn, quantity }),
          ),
        ]);
      });
    },
    async lies(institutionId: string, drugCode: string) {
      const rows: { number: string; quantity: number }[] = await database.read.query(
        `SELECT \`number\`, \`quantity\` FROM \`stock_batch\` WHERE ${where}`,
        [institutionId, drugCode],
      );
      return Object.fromEntries(rows.map(({ number, quantity }) => [number, quantity]));
    },
    async log(institutionId: string, drugCode: string) {
      const rows: object[] = await database.read.query(
        `SELECT \`number\`, \`kind\`, \`change\`, \`balance\`, \`by\` FROM \`stock_movement\` WHERE ${where} ORDER BY \`number\`, \`step\``,
        [institutionId, drugCode],
      );
      return rows;
    },
  };
}
