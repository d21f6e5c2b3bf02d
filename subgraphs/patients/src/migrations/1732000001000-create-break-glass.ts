import { columnTypes, createTable, primary } from '@lianyi/shared/database/tables';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const { varchar, time } = columnTypes;

/** Records opened in an emergency. */
export class CreateBreakGlass1732000001000 implements MigrationInterface {
  async up(runner: QueryRunner) {
    await createTable(runner, 'break_glass_grant', {
      columns: [
        varchar('id', 36, primary),
        varchar('patientId', 36),
        varchar('holder', 43),
        varchar('viewerSubject', 200),
        varchar('institutionId', 36),
        varchar('reason', 500),
        time('grantedAt'),
        time('expiresAt'),
      ],
      indices: [['holder', 'expiresAt']],
    });
  }

  async down(runner: QueryRunner) {
    await runner.dropTable('break_glass_grant');
  }
}
