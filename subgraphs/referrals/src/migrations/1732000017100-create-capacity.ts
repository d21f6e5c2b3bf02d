import { columnTypes, createTable, nullable, primary } from '@lianyi/shared/database/tables';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const { varchar, int, time } = columnTypes;

/** What institutions offer to referrals and others, and what of it is taken. */
export class CreateCapacity1732000017100 implements MigrationInterface {
  async up(runner: QueryRunner) {
    await createTable(runner, 'capacity', {
      columns: [
        varchar('id', 36, primary),
        ...[varchar('institutionId', 36), varchar('kind', 12), varchar('department', 60)],
        ...[varchar('practitionerKey', 36), time('startsAt'), time('endsAt')],
        varchar('month', 7),
        ...[int('total'), int('reserved'), int('bookedByReferral')],
        ...[int('bookedFirst'), int('bookedOtherwise')],
        time('releaseAt'),
      ],
      indices: [
        ['institutionId', 'startsAt', 'id'],
        ['institutionId', 'month', 'kind'],
        ['institutionId', 'kind', 'startsAt', 'id'],
      ],
      unique: [['institutionId', 'kind', 'department', 'practitionerKey', 'startsAt']],
    });
    await createTable(runner, 'booking', {
      columns: [
        varchar('id', 36, primary),
        ...[varchar('capacityId', 36), varchar('patientId', 36), varchar('institutionId', 36)],
        ...[varchar('referralId', 36, nullable), varchar('liveReferralId', 36, nullable)],
        ...[varchar('claim', 8), varchar('status', 10), time('heldUntil', nullable)],
        time('createdAt'),
      ],
      indices: [
        ['capacityId', 'status', 'heldUntil'],
        ['status', 'heldUntil', 'id'],
      ],
      unique: [['liveReferralId']],
    });
  }

  async down(runner: QueryRunner) {
    for (const table of ['booking', 'capacity']) await runner.dropTable(table);
  }
}
