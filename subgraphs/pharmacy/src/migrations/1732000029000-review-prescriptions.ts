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
const byTime = ['institutionId', 'issuedAt', 'id'];

/** What is drawn of an institution's prescriptions for review, and what was found. */
export class ReviewPrescriptions1732000029000 implements MigrationInterface {
  async up(runner: QueryRunner) {
    await createIndex(runner, 'prescription', byTime);
    await createTable(runner, 'prescription_review', {
      columns: [
        ...[varchar('id', 36, primary), varchar('institutionId', 36), int('year'), int('half')],
        ...[int('population'), int('size'), varchar('seed', 32), time('drawnAt')],
        varchar('drawnBy', 60),
      ],
      unique: [['institutionId', 'year', 'half']],
    });
    await createTable(runner, 'prescription_review_item', {
      columns: [
        ...[varchar('reviewId', 36, primary), int('place', primary), varchar('prescriptionId', 36)],
        ...[varchar('prescriberId', 36), json('suspected'), varchar('verdict', 12, nullable)],
        ...[json('found'), varchar('note', 500, nullable), varchar('judgedBy', 60, nullable)],
        ...[time('judgedAt', nullable), int('version')],
      ],
      indices: [['reviewId', 'verdict', 'place']],
    });
  }

  async down(runner: QueryRunner) {
    for (const table of ['prescription_review_item', 'prescription_review'])
      await runner.dropTable(table);
    await dropIndex(runner, 'prescription', byTime);
  }
}
