import { columnTypes, createTable, nullable, primary } from '@lianyi/shared/database/tables';
import { type MigrationInterface, type QueryRunner, TableColumn, TableIndex } from 'typeorm';

const { varchar, int, json, time } = columnTypes;

const added = [
  json('form', nullable),
  varchar('idempotencyKey', 100, nullable),
  varchar('digest', 64, nullable),
  time('acceptedAt', nullable),
];
const byKey = () =>
  new TableIndex({ columnNames: ['fromInstitutionId', 'idempotencyKey'], isUnique: true });
/** Answers to a slip; what is due at an institution, and what runs out. */
const found = [
  ['parentId'],
  ['fromInstitutionId', 'dueAt', 'id'],
  ['toInstitutionId', 'dueAt', 'id'],
  ['status', 'dueAt', 'id'],
];
const findable = () => found.map((columnNames) => new TableIndex({ columnNames }));

/** What submitting a slip and taking its steps needs; old code leaves the new columns empty. */
export class TakeReferralSteps1732000017000 implements MigrationInterface {
  async up(runner: QueryRunner) {
    const { driver } = runner.connection;
    await runner.addColumns(
      'referral',
      added.map((column) => new TableColumn({ ...column, type: driver.normalizeType(column) })),
    );
    await runner.createIndex('referral', byKey());
    for (const index of findable()) await runner.createIndex('referral', index);
    await createTable(runner, 'referral_number', {
      columns: [varchar('day', 10, primary), int('last')],
    });
    await runner.query(
      "UPDATE `referral` SET `acceptedAt` = (SELECT MIN(`at`) FROM `referral_event` WHERE `referralId` = `referral`.`id` AND `status` = 'ACCEPTED')",
    );
  }

  async down(runner: QueryRunner) {
    await runner.dropTable('referral_number');
    for (const index of findable()) await runner.dropIndex('referral', index);
    await runner.dropIndex('referral', byKey());
    await runner.dropColumns(
      'referral',
      added.map(({ name }) => name),
    );
  }
}
