import { columnTypes, createTable, primary } from '@lianyi/shared/database/tables';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const { json, varchar } = columnTypes;

/** The advice slips are submitted with, and the diseases of the county's lists they name. */
export class KeepAdvice1732000018000 implements MigrationInterface {
  async up(runner: QueryRunner) {
    await createTable(runner, 'referral_advice', {
      columns: [varchar('referralId', 36, primary), json('advice')],
    });
    await createTable(runner, 'listed_referral', {
      columns: [
        ...[varchar('referralId', 36, primary), varchar('diseaseCode', 10, primary)],
        ...[varchar('fromInstitutionId', 36), varchar('direction', 8), varchar('month', 7)],
      ],
      indices: [['fromInstitutionId', 'direction', 'month', 'diseaseCode']],
    });
  }

  async down(runner: QueryRunner) {
    for (const table of ['listed_referral', 'referral_advice']) await runner.dropTable(table);
  }
}
