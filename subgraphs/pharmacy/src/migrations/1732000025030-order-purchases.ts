import {
  addColumns,
  columnTypes,
  createIndex,
  createTable,
  dropIndex,
  nullable,
  primary,
} from '@lianyi/shared/database/tables';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const { varchar, int, double, time } = columnTypes;

/** The order a shortage, or a drug that ran low, is on. */
const onOrder = ['shortage', 'stock_item'];

/** What the community orders of its suppliers. */
export class OrderPurchases1732000025030 implements MigrationInterface {
  async up(runner: QueryRunner) {
    await createTable(runner, 'purchase_order', {
      columns: [
        ...[varchar('id', 36, primary), varchar('number', 32), varchar('institutionId', 36)],
        ...[varchar('supplierId', 36), varchar('supplierName', 100), varchar('status', 16)],
        ...[int('step'), time('orderedAt'), time('dueAt'), time('deliveredAt', nullable)],
        ...[time('paidAt', nullable), varchar('paymentReference', 60, nullable)],
        ...[time('endedAt', nullable), double('place'), varchar('requestKey', 100)],
      ],
      indices: [
        ['institutionId', 'place', 'id'],
        ['institutionId', 'status', 'place', 'id'],
        ['institutionId', 'requestKey'],
      ],
      unique: [['number']],
    });
    await createTable(runner, 'purchase_order_line', {
      columns: [
        ...[varchar('orderId', 36, primary), varchar('drugCode', 32, primary), int('quantity')],
        ...[int('forShortages'), int('delivered'), double('price', nullable)],
      ],
    });
    await createTable(runner, 'purchase_order_event', {
      columns: [
        ...[varchar('orderId', 36, primary), int('step', primary), varchar('status', 16)],
        ...[time('at'), varchar('by', 60), varchar('note', 500, nullable)],
      ],
    });
    await createTable(runner, 'purchase_number', {
      columns: [varchar('day', 10, primary), int('last')],
    });
    for (const table of onOrder) {
      await addColumns(runner, table, [varchar('orderId', 36, nullable)]);
      await createIndex(runner, table, ['orderId']);
    }
  }

  async down(runner: QueryRunner) {
    for (const table of onOrder) {
      await dropIndex(runner, table, ['orderId']);
      await runner.dropColumns(table, ['orderId']);
    }
    const tables = ['purchase_number', 'purchase_order_event', 'purchase_order_line'];
    for (const table of [...tables, 'purchase_order']) await runner.dropTable(table);
  }
}
