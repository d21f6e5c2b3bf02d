import { columnTypes, createTable, nullable, primary } from '@lianyi/shared/database/tables';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const { int, text, time, varchar } = columnTypes;

/** The outreach log. */
export class LogOutreach1732000026000 implements MigrationInterface {
  async up(runner: QueryRunner) {
    await createTable(runner, 'outreach_visit', {
      columns: [
        varchar('id', 36, primary),
        varchar('practitionerId', 36),
        varchar('fromInstitutionId', 36),
        varchar('hostId', 36),
        varchar('kind', 32),
        time('startedAt'),
        time('endedAt'),
        varchar('day', 10),
        int('minutes'),
        int('count'),
        varchar('topic', 200, nullable),
        int('peopleSeen'),
        int('peopleTaught'),
        text('problems', nullable),
        text('advice', nullable),
        text('notes', nullable),
        varchar('confirmedById', 36, nullable),
        time('confirmedAt', nullable),
        time('withdrawnAt', nullable),
        text('withdrawReason', nullable),
        varchar('recordedAtInstitutionId', 36),
        varchar('idempotencyKey', 64),
      ],
      indices: [
        ['practitionerId', 'startedAt', 'id'],
        ['hostId', 'startedAt', 'id'],
        ['hostId', 'confirmedById', 'startedAt', 'id'],
        ['fromInstitutionId', 'startedAt', 'id'],
      ],
      unique: [['recordedAtInstitutionId', 'idempotencyKey']],
    });
  }

  async down(runner: QueryRunner) {
    await runner.dropTable('outreach_visit');
  }
}
