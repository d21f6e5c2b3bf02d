import { columnTypes, createTable, nullable, primary } from '@lianyi/shared/database/tables';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const { json, varchar } = columnTypes;

/** What members of a consortium agreed to share, and for how long. */
export class Agree1732000034040 implements MigrationInterface {
  async up(runner: QueryRunner) {
    await createTable(runner, 'consortium_agreement', {
      columns: [
        varchar('id', 36, primary),
        varchar('consortiumId', 36),
        varchar('kind', 12),
        varchar('start', 10),
        varchar('plannedEnd', 10, nullable),
        varchar('end', 10, nullable),
        json('shares'),
        json('items'),
        varchar('renewsId', 36, nullable),
        varchar('recordedAtInstitutionId', 36),
        varchar('idempotencyKey', 64),
      ],
      indices: [['consortiumId', 'start', 'id']],
      unique: [['renewsId'], ['recordedAtInstitutionId', 'idempotencyKey']],
    });
  }

  async down(runner: QueryRunner) {
    await runner.dropTable('consortium_agreement');
  }
}
