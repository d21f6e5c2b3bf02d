import { addColumns, columnTypes, createIndex, nullable } from '@lianyi/shared/database/tables';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const { varchar } = columnTypes;

/** Which person a record belongs to: its own, until it is merged into another. */
export class AddPerson1732000002000 implements MigrationInterface {
  async up(runner: QueryRunner) {
    await addColumns(runner, 'patient', [
      varchar('personId', 36, { default: "''" }),
      varchar('mergedInto', 36, nullable),
    ]);
    await runner.query('UPDATE `patient` SET `personId` = `id`');
    await createIndex(runner, 'patient', ['personId', 'id']);
  }

  async down(runner: QueryRunner) {
    await runner.dropColumns('patient', ['personId', 'mergedInto']);
  }
}
