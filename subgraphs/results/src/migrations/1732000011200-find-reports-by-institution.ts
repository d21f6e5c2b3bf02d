import { type MigrationInterface, type QueryRunner, TableIndex } from 'typeorm';

const tables = ['lab_report', 'exam_report'];
const byTime = () =>
  new TableIndex({ columnNames: ['institutionId', 'sortedAt', 'id'], isUnique: false });

/** What an institution reported, newest first: where repeats are looked for. */
export class FindReportsByInstitution1732000011200 implements MigrationInterface {
  async up(runner: QueryRunner) {
    for (const table of tables) await runner.createIndex(table, byTime());
  }

  async down(runner: QueryRunner) {
    for (const table of tables) await runner.dropIndex(table, byTime());
  }
}
