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

const { varchar, int, json, time } = columnTypes;

const added = [
  json('form', nullable),
  varchar('idempotencyKey', 100, nullable),
  varchar('digest', 64, nullable),
  time('acceptedAt', nullable),
];
const byKey = ['fromInstitutionId', 'idempotencyKey'];
/** Answers to a slip; what is due at an institution, and what runs out. */
const found = [
  ['parentId'],
  ['fromInstitutionId', 'dueAt', 'id'],
  ['toInstitutionId', 'dueAt', 'id'],
  ['status', 'dueAt', 'id'],
];

/** What submitting a slip and taking its steps needs; old code leaves the new columns empty. */
export class TakeReferralSteps1732000017000 implements MigrationInterface {
  async up(runner: QueryRunner) {
    await addColumns(runner, 'referral', added);
    await createIndex(runner, 'referral', byKey, { isUnique: true });
    for (const columnNames of found) await createIndex(runner, 'referral', columnNames);
    await createTable(runner, 'referral_number', {
      columns: [varchar('day', 10, primary), int('last')],
    });
    await runner.query(
      "UPDATE `referral` SET `acceptedAt` = (SELECT MIN(`at`) FROM `referral_event` WHERE `referralId` = `referral`.`id` AND `status` = 'ACCEPTED')",
    );
  }

  async down(runner: QueryRunner) {
    await runner.dropTable('referral_number');
    for (const columnNames of [...found, byKey]) await dropIndex(runner, 'referral', columnNames);
    await runner.dropColumns(
      'referral',
      added.map(({ name }) => name),
    );
  }
}
