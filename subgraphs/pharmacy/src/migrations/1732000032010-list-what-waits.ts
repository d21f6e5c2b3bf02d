import { createIndex, dropIndex } from '@lianyi/shared/database/tables';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const waiting = ['institutionId', 'status', 'issuedAt', 'id'];
const handed = ['holder', 'at'];

/** Sheets that wait for a pharmacist are found without looking at those that do not. */
export class ListWhatWaits1732000032010 implements MigrationInterface {
  async up(runner: QueryRunner) {
    await createIndex(runner, 'prescription', waiting);
    await createIndex(runner, 'prescription_presented', handed);
  }

  async down(runner: QueryRunner) {
    await dropIndex(runner, 'prescription_presented', handed);
    await dropIndex(runner, 'prescription', waiting);
  }
}
