import {
  addColumns,
  columnTypes,
  createIndex,
  dropIndex,
  nullable,
} from '@lianyi/shared/database/tables';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const { varchar, time } = columnTypes;

const added = [
  varchar('approval', 20, nullable),
  time('approvalAt', nullable),
  varchar('approvalBy', 60, nullable),
  varchar('filingNumber', 60, nullable),
];
const register = ['fromInstitutionId', 'direction', 'submittedAt', 'id'];

/** Who let an outward slip go, and under which number the insurer knows it; slips of before have neither. */
export class ApproveOutward1732000018150 implements MigrationInterface {
  async up(runner: QueryRunner) {
    await addColumns(runner, 'referral', added);
    await createIndex(runner, 'referral', register);
  }

  async down(runner: QueryRunner) {
    await dropIndex(runner, 'referral', register);
    await runner.dropColumns(
      'referral',
      added.map(({ name }) => name),
    );
  }
}
