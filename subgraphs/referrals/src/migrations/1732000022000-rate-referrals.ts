import { columnTypes, createTable, nullable, primary } from '@lianyi/shared/database/tables';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const { int, time, varchar } = columnTypes;

/** What sender, receiver and patient say of a referral. */
export class RateReferrals1732000022000 implements MigrationInterface {
  async up(runner: QueryRunner) {
    await createTable(runner, 'referral_rating', {
      columns: [
        ...[varchar('referralId', 36, primary), varchar('side', 8, primary), int('score')],
        ...[varchar('comment', 500, nullable), varchar('by', 60), varchar('institutionId', 36)],
        ...[time('ratedAt'), time('firstRatedAt'), int('version')],
      ],
      indices: [['firstRatedAt']],
    });
  }

  async down(runner: QueryRunner) {
    await runner.dropTable('referral_rating');
  }
}
