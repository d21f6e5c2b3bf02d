import { columnTypes, createTable, nullable, primary } from '@lianyi/shared/database/tables';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const { int, json, time, varchar } = columnTypes;

/** Lists of staff with their difference from the people on record. */
export class ListStaff1732000033500 implements MigrationInterface {
  async up(runner: QueryRunner) {
    await createTable(runner, 'staff_list', {
      columns: [
        ...[varchar('id', 36, primary), varchar('institutionId', 36)],
        ...[varchar('idempotencyKey', 100), varchar('digest', 64), varchar('status', 16)],
        ...[int('added'), int('changed'), int('leaving'), int('unchanged')],
        ...[time('createdAt'), varchar('createdBy', 60)],
        ...[time('enactedAt', nullable), varchar('enactedBy', 60, nullable)],
      ],
      indices: [['institutionId', 'createdAt', 'id']],
      unique: [['institutionId', 'idempotencyKey']],
    });
    await createTable(runner, 'staff_list_line', {
      columns: [
        ...[varchar('listId', 36, primary), varchar('practitionerId', 36, primary)],
        ...[varchar('kind', 10), int('line'), varchar('name', 60), varchar('base', 64)],
        ...[json('entry'), json('licence', nullable), json('changes')],
      ],
      indices: [['listId', 'kind', 'practitionerId']],
    });
  }

  async down(runner: QueryRunner) {
    for (const table of ['staff_list_line', 'staff_list']) await runner.dropTable(table);
  }
}
