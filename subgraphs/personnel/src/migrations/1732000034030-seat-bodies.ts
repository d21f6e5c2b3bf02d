import { columnTypes, createTable, nullable, primary } from '@lianyi/shared/database/tables';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const { text, varchar } = columnTypes;

/** Who sits in the bodies that lead a consortium, from when to when. */
export class SeatBodies1732000034030 implements MigrationInterface {
  async up(runner: QueryRunner) {
    await createTable(runner, 'consortium_body_seat', {
      columns: [
        varchar('id', 36, primary),
        varchar('consortiumId', 36),
        varchar('body', 24),
        varchar('role', 16),
        varchar('practitionerId', 36),
        varchar('start', 10),
        varchar('termEnd', 10, nullable),
        varchar('end', 10, nullable),
        text('goals', nullable),
        varchar('appointedBy', 100, nullable),
      ],
      indices: [['consortiumId', 'start', 'id']],
    });
  }

  async down(runner: QueryRunner) {
    await runner.dropTable('consortium_body_seat');
  }
}
