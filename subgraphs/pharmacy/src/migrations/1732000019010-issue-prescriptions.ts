import {
  addColumns,
  columnTypes,
  createIndex,
  createTable,
  dropIndex,
  nullable,
  primary,
} from '@lianyi/shared/database/tables';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const { varchar, int, boolean, text, time } = columnTypes;

const added = [
  ...[varchar('idempotencyKey', 100, nullable), varchar('digest', 64, nullable)],
  ...[varchar('reason', 500, nullable), boolean('patientConsent', nullable)],
  ...[varchar('referralId', 36, nullable), varchar('issuedBy', 60, nullable)],
];
const byKey = ['institutionId', 'idempotencyKey'];
const byClass = ['atc'];

/** What issuing a prescription needs; old code leaves the new columns empty. */
export class IssuePrescriptions1732000019010 implements MigrationInterface {
  async up(runner: QueryRunner) {
    await addColumns(runner, 'prescription', added);
    await createIndex(runner, 'prescription', byKey, { isUnique: true });
    await createIndex(runner, 'drug', byClass);
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
    await dropIndex(runner, 'drug', byClass);
    await dropIndex(runner, 'prescription', byKey);
    await runner.dropColumns(
      'prescription',
      added.map(({ name }) => name),
    );
  }
}
