import { columnTypes, nullable } from '@lianyi/shared/database/tables';
import { type MigrationInterface, type QueryRunner, TableColumn, TableIndex } from 'typeorm';

const { varchar } = columnTypes;

/** Which person a record belongs to: its own, until it is merged into another. */
export class AddPerson1732000002000 implements MigrationInterface {
  async up(runner: QueryRunner) {
    await runner.addColumns('patient', [
      new TableColumn(varchar('personId', 36, { default: "''" })),
      new TableColumn(varchar('mergedInto', 36, nullable)),
    ]);
    await runner.query('UPDATE `patient` SET `personId` = `id`');
    await runner.createIndex('patient', new TableIndex({ columnNames: ['personId', 'id'] }));
  }

  async down(runner: QueryRunner) {
    await runner.dropColumns('patient', ['personId', 'mergedInto']);
  }
}
