import { createIndex, dropIndex } from '@lianyi/shared/database/tables';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const byItem = ['patientId', 'itemCode', 'sortedAt', 'id'];

/** The order check finds a patient's exams of one item by a walk of its own. */
export class FindExamsByItem1732000011000 implements MigrationInterface {
  async up(runner: QueryRunner) {
    await createIndex(runner, 'exam_report', byItem);
  }

  async down(runner: QueryRunner) {
    await dropIndex(runner, 'exam_report', byItem);
  }
}
