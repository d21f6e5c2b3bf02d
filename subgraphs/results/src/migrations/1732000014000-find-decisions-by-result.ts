import { createIndex, dropIndex } from '@lianyi/shared/database/tables';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const table = 'recognition_decision';
const results = ['observationId', 'examReportId'];

/** Who relied on a report that is not what it was is found by the result the decision names. */
export class FindDecisionsByResult1732000014000 implements MigrationInterface {
  async up(runner: QueryRunner) {
    for (const result of results) await createIndex(runner, table, [result]);
  }

  async down(runner: QueryRunner) {
    for (const result of results) await dropIndex(runner, table, [result]);
  }
}
