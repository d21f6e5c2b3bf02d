import { columnTypes, createTable, nullable, primary } from '@lianyi/shared/database/tables';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const { varchar, int, boolean, json, time } = columnTypes;

/** Lists of drugs with their difference from the catalogue, and which edition that is of. */
export class CreateDrugList1732000027010 implements MigrationInterface {
  async up(runner: QueryRunner) {
    await createTable(runner, 'drug_list', {
      columns: [
        ...[varchar('id', 36, primary), varchar('institutionId', 36)],
        ...[varchar('idempotencyKey', 100), varchar('digest', 64), varchar('status', 16)],
        ...[varchar('effectiveFrom', 10), boolean('whole'), int('baseEdition')],
        ...[int('added'), int('changed'), int('ended'), int('unchanged')],
        ...[time('createdAt'), varchar('createdBy', 60)],
        ...[time('enactedAt', nullable), varchar('enactedBy', 60, nullable)],
      ],
      indices: [['createdAt', 'id']],
      unique: [['institutionId', 'idempotencyKey']],
    });
    await createTable(runner, 'drug_list_line', {
      columns: [
        ...[varchar('listId', 36, primary), varchar('code', 32, primary), varchar('kind', 10)],
        ...[int('line', nullable), varchar('name', 100), json('drug', nullable), json('changes')],
      ],
      indices: [['listId', 'kind', 'code']],
    });
    await createTable(runner, 'drug_catalogue', {
      columns: [int('id', primary), int('edition'), varchar('effectiveFrom', 10)],
    });
  }

  async down(runner: QueryRunner) {
    for (const table of ['drug_catalogue', 'drug_list_line', 'drug_list'])
      await runner.dropTable(table);
  }
}
