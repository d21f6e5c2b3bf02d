import { addColumns, columnTypes, nullable } from '@lianyi/shared/database/tables';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const { varchar } = columnTypes;

/** The code of a medical institution, and its category. */
export class CodeInstitutions1732000034020 implements MigrationInterface {
  async up(runner: QueryRunner) {
    await addColumns(runner, 'institution', [
      varchar('institutionCode', 22, nullable),
      varchar('categoryCode', 4, nullable),
    ]);
  }

  async down(runner: QueryRunner) {
    await runner.dropColumn('institution', 'categoryCode');
    await runner.dropColumn('institution', 'institutionCode');
  }
}
