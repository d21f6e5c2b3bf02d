import { columnTypes, createTable, nullable, primary } from '@lianyi/shared/database/tables';
import { type MigrationInterface, type QueryRunner, TableColumn, TableIndex } from 'typeorm';

const { varchar, int, boolean, text, time } = columnTypes;

const added = [
  ...[varchar('idempotencyKey', 100, nullable), varchar('digest', 64, nullable)],
  ...[varchar('reason', 500, nullable), boolean('patientConsent', nullable)],
  ...[varchar('referralId', 36, nullable), varchar('issuedBy', 60, nullable)],
];
const byKey = () =>
  new TableIndex({ columnNames: ['institutionId', 'idempotencyKey'], isUnique: true });
const byClass = () => new TableIndex({ columnNames: ['atc'] });

/** What issuing a prescription needs; old code leaves the new columns empty. */
export class IssuePrescriptions1732000019010 implements MigrationInterface {
  async up(runner: QueryRunner) {
    const { driver } = runner.connection;
    await runner.addColumns(
      'prescription',
      added.map((column) => new TableColumn({ ...column, type: driver.normalizeType(column) })),
    );
    await runner.createIndex('prescription', byKey());
    await runner.createIndex('drug', byClass());
    await createTable(runner, 'prescription_number', {
      columns: [varchar('day', 10, primary), int('last')],
    });
    await createTable(runner, 'prescription_event', {
      columns: [
        ...[varchar('prescriptionId', 36, primary), int('step', primary), time('at')],
        ...[varchar('status', 16), varchar('by', 60), varchar('institutionId', 36)],
        text('note', nullable),
      ],
    });
  }

  async down(runner: QueryRunner) {
    for (const table of ['prescription_event', 'prescription_number'])
      await runner.dropTable(table);
    await runner.dropIndex('drug', byClass());
    await runner.dropIndex('prescription', byKey());
    await runner.dropColumns(
      'prescription',
      added.map(({ name }) => name),
    );
  }
}
