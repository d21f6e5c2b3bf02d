import { addColumns, columnTypes, nullable } from '@lianyi/shared/database/tables';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const { varchar } = columnTypes;

/** Where in the institution a person works, and who added an institution. */
export class NameDepartments1732000038000 implements MigrationInterface {
  async up(runner: QueryRunner) {
    await addColumns(runner, 'practitioner', [varchar('department', 60, nullable)]);
    await addColumns(runner, 'institution', [varchar('addedById', 36, nullable)]);
  }

  async down(runner: QueryRunner) {
    await runner.dropColumn('institution', 'addedById');
    await runner.dropColumn('practitioner', 'department');
  }
}
