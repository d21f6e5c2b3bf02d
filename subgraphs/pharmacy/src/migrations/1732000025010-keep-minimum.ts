import {
  addColumns,
  columnTypes,
  createIndex,
  dropIndex,
  nullable,
} from '@lianyi/shared/database/tables';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const { varchar, int, time } = columnTypes;

const added = [
  ...[int('minimum', nullable), varchar('minimumBy', 60, nullable)],
  time('minimumAt', nullable),
];
const byExpiry = ['institutionId', 'expiresOn', 'drugCode', 'number', 'quantity'];
const byDrug = ['drugCode', 'quantity'];

/** What an institution wants to keep at least; batches by expiry and by drug. */
export class KeepMinimum1732000025010 implements MigrationInterface {
  async up(runner: QueryRunner) {
    await addColumns(runner, 'stock_item', added);
    await createIndex(runner, 'stock_batch', byExpiry);
    await createIndex(runner, 'stock_batch', byDrug);
  }

  async down(runner: QueryRunner) {
    await dropIndex(runner, 'stock_batch', byDrug);
    await dropIndex(runner, 'stock_batch', byExpiry);
    await runner.dropColumns(
      'stock_item',
      added.map(({ name }) => name),
    );
  }
}
