import { addColumns, columnTypes, nullable } from '@lianyi/shared/database/tables';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const { varchar } = columnTypes;
const table = 'report_version';

/** Who posted a version, where the sign-in names her, and whether she had the right to. */
export class NameReporters1732000035500 implements MigrationInterface {
  async up(runner: QueryRunner) {
    await addColumns(runner, table, [
      varchar('reporterId', 100, nullable),
      varchar('reporterRight', 16, nullable),
    ]);
  }

  async down(runner: QueryRunner) {
    for (const column of ['reporterRight', 'reporterId']) await runner.dropColumn(table, column);
  }
}
