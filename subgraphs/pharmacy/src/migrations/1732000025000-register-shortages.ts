import { columnTypes, createTable, nullable, primary } from '@lianyi/shared/database/tables';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const { varchar, int, double, text, time } = columnTypes;

/** Drugs that institutions lack, and what becomes of them. */
export class RegisterShortages1732000025000 implements MigrationInterface {
  async up(runner: QueryRunner) {
    await createTable(runner, 'shortage', {
      columns: [
        ...[varchar('id', 36, primary), varchar('institutionId', 36)],
        ...[varchar('drugCode', 32, nullable), varchar('drugText', 100, nullable)],
        ...[int('quantity'), varchar('group', 16), varchar('status', 16), int('step')],
        ...[time('registeredAt'), time('deliverBy'), time('dueAt'), time('receivedAt', nullable)],
        ...[time('endedAt', nullable), double('place'), varchar('dutyInstitutionId', 36, nullable)],
        ...[varchar('sourceInstitutionId', 36, nullable), varchar('substituteCode', 32, nullable)],
        ...[varchar('idempotencyKey', 100), varchar('digest', 64)],
      ],
      indices: [
        ['institutionId', 'place', 'id'],
        ['institutionId', 'status', 'place', 'id'],
        ['institutionId', 'registeredAt'],
        ['sourceInstitutionId', 'place', 'id'],
        ['dutyInstitutionId', 'place', 'id'],
      ],
      unique: [['institutionId', 'idempotencyKey']],
    });
    await createTable(runner, 'shortage_event', {
      columns: [
        ...[varchar('shortageId', 36, primary), int('step', primary), varchar('status', 16)],
        ...[time('at'), varchar('by', 60), varchar('institutionId', 36), text('note', nullable)],
      ],
    });
    await createTable(runner, 'shortage_line', {
      columns: [
        ...[varchar('shortageId', 36, primary), varchar('number', 40, primary)],
        ...[varchar('expiresOn', 10), int('quantity')],
      ],
    });
  }

  async down(runner: QueryRunner) {
    for (const table of ['shortage_line', 'shortage_event', 'shortage'])
      await runner.dropTable(table);
  }
}
