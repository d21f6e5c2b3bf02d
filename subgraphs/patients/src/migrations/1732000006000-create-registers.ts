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

const { varchar, time } = columnTypes;

/** Contracts that end and are renewed, at most one at a time; registers and their follow-ups. */
export class CreateRegisters1732000006000 implements MigrationInterface {
  async up(runner: QueryRunner) {
    await completeContracts(runner);
    await createTable(runner, 'register_membership', {
      columns: [
        varchar('id', 36, primary),
        varchar('patientId', 36),
        varchar('register', 32),
        varchar('openRegister', 32, nullable),
        varchar('institutionId', 36),
        varchar('since', 10),
        varchar('until', 10, nullable),
        varchar('nextDueOn', 10, nullable),
        varchar('lastFollowUpOn', 10, nullable),
        varchar('leaveReason', 500, nullable),
      ],
      indices: [['institutionId', 'register', 'patientId', 'since', 'until']],
      unique: [['patientId', 'openRegister']],
    });
    await createTable(runner, 'register_follow_up', {
      columns: [
        varchar('id', 36, primary),
        varchar('membershipId', 36),
        varchar('on', 10),
        varchar('note', 500, nullable),
        varchar('institutionId', 36),
        time('recordedAt'),
      ],
      unique: [['membershipId', 'on']],
    });
  }

  async down(runner: QueryRunner) {
    await runner.dropTable('register_follow_up');
    await runner.dropTable('register_membership');
    for (const columnNames of patientIndices) await dropIndex(runner, 'patient', columnNames);
    await runner.dropColumn('patient', 'contractUntil');
    for (const columnNames of contractIndices) await dropIndex(runner, contracts, columnNames);
    await createIndex(runner, contracts, ['patientId', 'start']);
    await runner.dropColumns(contracts, [
      ...['signedAt', 'renewsId', 'renewedById', 'endedAt', 'plannedEnd', 'endReason'],
    ]);
  }
}

const contracts = 'family_doctor_contract';
/** All that counting needs stands in the index. */
const contractIndices = [
  ['patientId', 'start', 'end'],
  ['institutionId', 'teamId', 'patientId', 'start', 'end'],
] as const;
const patientIndices = [
  ['registeredBy', 'mergedInto', 'registeredAt', 'personId'],
  ['mergedInto', 'id', 'personId'],
] as const;

async function completeContracts(runner: QueryRunner) {
  await addColumns(runner, contracts, [
    time('signedAt', nullable),
    varchar('renewsId', 36, nullable),
    varchar('renewedById', 36, nullable),
    time('endedAt', nullable),
    varchar('plannedEnd', 10, nullable),
    varchar('endReason', 500, nullable),
  ]);
  await dropIndex(runner, contracts, ['patientId', 'start']);
  for (const columnNames of contractIndices) await createIndex(runner, contracts, columnNames);
  await addColumns(runner, 'patient', [varchar('contractUntil', 10, nullable)]);
  for (const columnNames of patientIndices) await createIndex(runner, 'patient', columnNames);
  await runner.query(
    "UPDATE `patient` SET `contractUntil` = (SELECT MAX(COALESCE(`end`, '9999-12-31')) FROM `family_doctor_contract` WHERE `patientId` = `patient`.`id`)",
  );
}
