import { columnTypes, createTable, nullable, primary } from '@lianyi/shared/database/tables';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const { varchar, text, int, boolean, time, json } = columnTypes;

/** Referral slips, their steps and the plans they carry. */
export class CreateReferrals1732000000000 implements MigrationInterface {
  async up(runner: QueryRunner) {
    await createReferrals(runner);
    await createTable(runner, 'referral_event', {
      columns: [
        varchar('referralId', 36, primary),
        int('step', primary),
        time('at'),
        varchar('status', 16),
        varchar('by', 60),
        varchar('institutionId', 36),
        text('note', nullable),
      ],
    });
    await createTable(runner, 'care_plan', {
      columns: [
        varchar('referralId', 36, primary),
        text('text'),
        varchar('followUpBy', 10, nullable),
        json('medications'),
      ],
    });
  }

  async down(runner: QueryRunner) {
    for (const table of ['care_plan', 'referral_event', 'referral']) await runner.dropTable(table);
  }
}

async function createReferrals(runner: QueryRunner) {
  await createTable(runner, 'referral', {
    columns: [
      varchar('id', 36, primary),
      varchar('number', 32),
      varchar('patientId', 36),
      varchar('direction', 8),
      varchar('status', 16),
      varchar('urgency', 16),
      varchar('fromInstitutionId', 36),
      varchar('toInstitutionId', 36),
      varchar('department', 60, nullable),
      varchar('reasonCode', 8),
      text('reasonText', nullable),
      json('diagnoses'),
      text('summary'),
      json('reportIds'),
      varchar('parentId', 36, nullable),
      boolean('sensitive'),
      time('createdAt'),
      time('submittedAt', nullable),
      time('endedAt', nullable),
      time('dueAt', nullable),
    ],
    // endedAt comes last so that a worklist skips what ended long ago without reading its row.
    indices: [
      ['patientId', 'createdAt', 'id'],
      ['fromInstitutionId', 'createdAt', 'id', 'endedAt'],
      ['fromInstitutionId', 'status', 'createdAt', 'id', 'endedAt'],
      ['toInstitutionId', 'createdAt', 'id', 'endedAt'],
      ['toInstitutionId', 'status', 'createdAt', 'id', 'endedAt'],
    ],
    unique: [['number']],
  });
}
