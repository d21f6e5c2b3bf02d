import {
  columnTypes,
  createIndex,
  createTable,
  dropIndex,
  nullable,
  primary,
} from '@lianyi/shared/database/tables';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const { int, time, varchar } = columnTypes;

/** Who is where and when, addresses of such calendars, and what stands under an institution. */
export class KeepCalendars1732000028000 implements MigrationInterface {
  async up(runner: QueryRunner) {
    await createTable(runner, 'calendar_entry', {
      columns: [
        varchar('id', 36, primary),
        varchar('kind', 20),
        varchar('practitionerId', 36),
        varchar('fromInstitutionId', 36),
        varchar('toInstitutionId', 36),
        varchar('recurrence', 8),
        varchar('firstDay', 10),
        varchar('lastDay', 10),
        varchar('startsAt', 5),
        varchar('endsAt', 5),
        int('sequence'),
        time('changedAt'),
        time('cancelledAt', nullable),
      ],
      indices: [
        ['practitionerId', 'lastDay'],
        ['toInstitutionId', 'lastDay'],
      ],
    });
    await createTable(runner, 'calendar_address', {
      columns: [
        varchar('id', 36, primary),
        varchar('institutionId', 36),
        varchar('issuedBy', 255),
        time('issuedAt'),
        time('expiresAt'),
        time('revokedAt', nullable),
      ],
      indices: [['institutionId', 'expiresAt']],
    });
    await createIndex(runner, 'institution', ['parentId']);
  }

  async down(runner: QueryRunner) {
    await dropIndex(runner, 'institution', ['parentId']);
    await runner.dropTable('calendar_address');
    await runner.dropTable('calendar_entry');
  }
}
