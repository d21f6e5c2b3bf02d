import { columnTypes, createTable, nullable, primary } from '@lianyi/shared/database/tables';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const { varchar, time } = columnTypes;

/** What patients keep from an institution, or beyond who treats them. */
export class CreateRestriction1732000008000 implements MigrationInterface {
  async up(runner: QueryRunner) {
    await createTable(runner, 'record_restriction', {
      columns: [
        varchar('id', 36, primary),
        varchar('patientId', 36),
        varchar('kind', 11),
        varchar('institutionId', 36, nullable),
        varchar('requestedOn', 10),
        varchar('note', 500),
        varchar('recorderSubject', 200),
        varchar('recordedBy', 100),
        varchar('recorderInstitutionId', 36),
        time('recordedAt'),
        varchar('liftNote', 500, nullable),
        varchar('lifterSubject', 200, nullable),
        varchar('liftedBy', 100, nullable),
        varchar('lifterInstitutionId', 36, nullable),
        time('liftedAt', nullable),
        varchar('openKey', 90, nullable),
      ],
      indices: [['patientId', 'liftedAt']],
      unique: [['openKey']],
    });
  }

  async down(runner: QueryRunner) {
    await runner.dropTable('record_restriction');
  }
}
