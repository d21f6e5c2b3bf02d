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

const { int, varchar } = columnTypes;
const ofHost = ['toInstitutionId', 'start', 'id'];

/** The title a posting began with, postings by host, and whose turn it is to begin one. */
export class CoverTownships1732000020000 implements MigrationInterface {
  async up(runner: QueryRunner) {
    await addColumns(runner, 'posting', [varchar('titleAtStart', 16, nullable)]);
    await createIndex(runner, 'posting', ofHost);
    await createTable(runner, 'posting_turn', {
      columns: [varchar('practitionerId', 36, primary), int('taken')],
    });
  }

  async down(runner: QueryRunner) {
    await runner.dropTable('posting_turn');
    await dropIndex(runner, 'posting', ofHost);
    await runner.dropColumn('posting', 'titleAtStart');
  }
}
