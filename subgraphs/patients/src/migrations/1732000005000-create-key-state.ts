import { columnTypes, createTable, nullable, primary } from '@lianyi/shared/database/tables';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const { varchar, int, time } = columnTypes;

/** Under which key columns are sealed, and the secrets that outlive it. The first start fills them. */
export class CreateKeyState1732000005000 implements MigrationInterface {
  async up(runner: QueryRunner) {
    await createTable(runner, 'field_key_state', {
      columns: [
        int('id', primary),
        int('generation'),
        varchar('currentKeyId', 12),
        varchar('previousKeyId', 12, nullable),
        time('changedAt', nullable),
      ],
    });
    await createTable(runner, 'kept_secret', {
      columns: [varchar('name', 64, primary), varchar('sealed', 200)],
    });
  }

  async down(runner: QueryRunner) {
    await runner.dropTable('kept_secret');
    await runner.dropTable('field_key_state');
  }
}
