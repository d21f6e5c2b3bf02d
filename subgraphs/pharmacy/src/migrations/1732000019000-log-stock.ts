import { columnTypes, createTable, nullable, primary } from '@lianyi/shared/database/tables';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const { varchar, int, time } = columnTypes;

/** How stock moves; what lies on the shelves already opens the log of its batch. */
export class LogStock1732000019000 implements MigrationInterface {
  async up(runner: QueryRunner) {
    await createTable(runner, 'stock_movement', {
      columns: [
        ...[varchar('institutionId', 36, primary), varchar('drugCode', 32, primary)],
        ...[varchar('number', 40, primary), int('step', primary), varchar('kind', 10)],
        ...[int('change'), int('balance'), varchar('otherInstitutionId', 36, nullable)],
        ...[varchar('reasonCode', 16, nullable), varchar('reason', 200), varchar('by', 60)],
        time('at'),
      ],
      indices: [['institutionId', 'at']],
    });
    await createTable(runner, 'stock_in_transit', {
      columns: [
        ...[varchar('toInstitutionId', 36, primary), varchar('fromInstitutionId', 36, primary)],
        ...[varchar('drugCode', 32, primary), varchar('number', 40, primary)],
        ...[varchar('expiresOn', 10), int('quantity')],
      ],
    });
    await createTable(runner, 'stock_request', {
      columns: [
        ...[varchar('institutionId', 36, primary), varchar('idempotencyKey', 100, primary)],
        ...[varchar('id', 36), varchar('digest', 64), time('at')],
      ],
    });
    await runner.query(
      "INSERT INTO `stock_movement` (`institutionId`, `drugCode`, `number`, `step`, `kind`, `change`, `balance`, `reason`, `by`, `at`) SELECT `institutionId`, `drugCode`, `number`, 1, 'OPENING', `quantity`, `quantity`, '', '', '2026-11-28 00:00:00.000' FROM `stock_batch`",
    );
  }

  async down(runner: QueryRunner) {
    for (const table of ['stock_request', 'stock_in_transit', 'stock_movement'])
      await runner.dropTable(table);
  }
}
