import { type MigrationInterface, type QueryRunner, TableIndex } from 'typeorm';

const byItem = () =>
  new TableIndex({ columnNames: ['patientId', 'itemCode', 'sortedAt', 'id'], isUnique: false });

/** The order check finds a patient's exams of one item by a walk of its own. */
export class FindExamsByItem1732000011000 implements MigrationInterface {
  async up(runner: QueryRunner) {
    await runner.createIndex('exam_report', byItem());
  }

  async down(runner: QueryRunner) {
    await runner.dropIndex('exam_report', byItem());
  }
}
