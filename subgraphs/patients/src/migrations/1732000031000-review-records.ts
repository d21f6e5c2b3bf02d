import {
  columnTypes,
  createIndex,
  createTable,
  dropIndex,
  nullable,
  primary,
} from '@lianyi/shared/database/tables';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const { int, json, time, varchar } = columnTypes;
const byEnd = ['institutionId', 'endedAt', 'id'];

/** What is drawn of an institution's records for review, and what was found. */
export class ReviewRecords1732000031000 implements MigrationInterface {
  async up(runner: QueryRunner) {
    await createIndex(runner, 'encounter', byEnd);
    await createTable(runner, 'record_review', {
      columns: [
        ...[varchar('id', 36, primary), varchar('institutionId', 36), int('year'), int('half')],
        ...[int('population'), int('size'), varchar('seed', 32), time('drawnAt')],
        varchar('drawnBy', 100),
      ],
      unique: [['institutionId', 'year', 'half']],
    });
    await createTable(runner, 'record_review_item', {
      columns: [
        ...[varchar('reviewId', 36, primary), int('place', primary), varchar('encounterId', 36)],
        ...[int('encounterVersion'), varchar('practitionerId', 36), json('suspected')],
        ...[varchar('grade', 1, nullable), int('score', nullable), json('found')],
        ...[varchar('note', 500, nullable), varchar('judgedBy', 100, nullable)],
        ...[time('judgedAt', nullable), int('version')],
      ],
      indices: [['reviewId', 'grade', 'place']],
    });
  }

  async down(runner: QueryRunner) {
    for (const table of ['record_review_item', 'record_review']) await runner.dropTable(table);
    await dropIndex(runner, 'encounter', byEnd);
  }
}
