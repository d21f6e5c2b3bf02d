import { columnTypes, nullable } from '@lianyi/shared/database/tables';
import { type MigrationInterface, type QueryRunner, TableColumn, TableIndex } from 'typeorm';

const { varchar, time } = columnTypes;

const added = [
  varchar('approval', 20, nullable),
  time('approvalAt', nullable),
  varchar('approvalBy', 60, nullable),
  varchar('filingNumber', 60, nullable),
];
const register = () =>
  new TableIndex({ columnNames: ['fromInstitutionId', 'direction', 'submittedAt', 'id'] });

/** Who let an outward slip go, and under which number the insurer knows it; slips of before have neither. */
export class ApproveOutward1732000018150 implements MigrationInterface {
  async up(runner: QueryRunner) {
    const { driver } = runner.connection;
    await runner.addColumns(
      'referral',
      added.map((column) => new TableColumn({ ...column, type: driver.normalizeType(column) })),
    );
    await runner.createIndex('referral', register());
  }

  async down(runner: QueryRunner) {
    await runner.dropIndex('referral', register());
    await runner.dropColumns(
      'referral',
      added.map(({ name }) => name),
    );
  }
}
