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

const { varchar, time } = columnTypes;

const byEnd = ['status', 'validUntil'];

/** What handing out needs; old code leaves the new columns empty. */
export class CirculatePrescriptions1732000024000 implements MigrationInterface {
  async up(runner: QueryRunner) {
    await addColumns(runner, 'prescription', [time('endedAt', nullable)]);
    await addColumns(runner, 'dispensing_line', [varchar('substituteFor', 32, nullable)]);
    await createIndex(runner, 'prescription', byEnd);
    await createTable(runner, 'prescription_presented', {
      columns: [
        ...[varchar('prescriptionId', 36, primary), varchar('holder', 43, primary)],
        ...[varchar('patientId', 36), time('at')],
      ],
      indices: [['holder', 'patientId']],
    });
  }

  async down(runner: QueryRunner) {
    await runner.dropTable('prescription_presented');
    await dropIndex(runner, 'prescription', byEnd);
    await runner.dropColumns('dispensing_line', ['substituteFor']);
    await runner.dropColumns('prescription', ['endedAt']);
  }
}
