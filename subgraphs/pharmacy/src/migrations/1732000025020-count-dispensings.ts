import { createIndex, dropIndex } from '@lianyi/shared/database/tables';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const byInstitution = ['institutionId', 'at'];

/** Finds what an institution dispensed in a month. */
export class CountDispensings1732000025020 implements MigrationInterface {
  async up(runner: QueryRunner) {
    await createIndex(runner, 'dispensing', byInstitution);
  }

  async down(runner: QueryRunner) {
    await dropIndex(runner, 'dispensing', byInstitution);
  }
}
