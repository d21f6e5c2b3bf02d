import { createIndex, dropIndex } from '@lianyi/shared/database/tables';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const tables = ['lab_report', 'exam_report'];
const byTime = ['institutionId', 'sortedAt', 'id'];

/** What an institution reported, newest first: where repeats are looked for. */
export class FindReportsByInstitution1732000011200 implements MigrationInterface {
  async up(runner: QueryRunner) {
    for (const table of tables) await createIndex(runner, table, byTime);
  }

  async down(runner: QueryRunner) {
    for (const table of tables) await dropIndex(runner, table, byTime);
  }
}
