import { columnTypes, createTable, nullable, primary } from '@lianyi/shared/database/tables';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const { varchar, int, boolean, time } = columnTypes;

/** Which version of a report each institution was shown, and notices of what changed since. */
export class CreateReportNotice1732000012100 implements MigrationInterface {
  async up(runner: QueryRunner) {
    await createTable(runner, 'report_shown', {
      columns: [
        varchar('reportId', 36, primary),
        varchar('institutionId', 36, primary),
        int('version'),
      ],
    });
    await createTable(runner, 'report_notice', {
      columns: [
        varchar('id', 36, primary),
        varchar('reportId', 36),
        varchar('kind', 4),
        varchar('institutionId', 36),
        varchar('reporterId', 36),
        varchar('patientId', 36),
        ...[int('fromVersion'), int('toVersion'), boolean('relied'), boolean('sensitive')],
        varchar('state', 6),
        time('raisedAt'),
        time('readAt', nullable),
        varchar('readSubject', 200, nullable),
        varchar('readName', 100, nullable),
      ],
      indices: [['institutionId', 'state', 'raisedAt', 'id']],
      unique: [['reportId', 'institutionId', 'toVersion']],
    });
  }

  async down(runner: QueryRunner) {
    await runner.dropTable('report_notice');
    await runner.dropTable('report_shown');
  }
}
