import { columnTypes, createTable, nullable, primary } from '@lianyi/shared/database/tables';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const { varchar, int, boolean, json, time } = columnTypes;

/** The change feed, and where it ends. */
export class CreateChanges1732000016001 implements MigrationInterface {
  async up(runner: QueryRunner) {
    await createTable(runner, 'change_event', {
      columns: [
        int('sequence', primary),
        ...[varchar('eventId', 250), varchar('type', 60), time('at'), time('storedAt')],
        ...[varchar('patientId', 36, nullable), varchar('otherPatientId', 36, nullable)],
        ...[varchar('institutionId', 36, nullable), boolean('sensitive'), json('details')],
      ],
      unique: [['eventId']],
    });
    await createTable(runner, 'change_head', {
      columns: [int('id', primary), varchar('feed', 36), int('last'), int('prunedTo')],
    });
  }

  async down(runner: QueryRunner) {
    await runner.dropTable('change_head');
    await runner.dropTable('change_event');
  }
}
