import { columnTypes, createTable, primary } from '@lianyi/shared/database/tables';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const { double, int, time, varchar } = columnTypes;

/** What institutions took in by month. */
export class StateRevenue1732000037000 implements MigrationInterface {
  async up(runner: QueryRunner) {
    await createTable(runner, 'institution_revenue', {
      columns: [
        ...[varchar('institutionId', 36, primary), varchar('month', 7, primary)],
        ...[double('amount'), int('version'), varchar('statedBy', 60), time('statedAt')],
      ],
    });
  }

  async down(runner: QueryRunner) {
    await runner.dropTable('institution_revenue');
  }
}
