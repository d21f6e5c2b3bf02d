import {
  addColumns,
  columnTypes,
  createIndex,
  dropIndex,
  nullable,
} from '@lianyi/shared/database/tables';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const { varchar } = columnTypes;

/** Into which institution one was merged, and since when. */
export class MergeInstitutions1732000034010 implements MigrationInterface {
  async up(runner: QueryRunner) {
    await addColumns(runner, 'institution', [
      varchar('mergedIntoId', 36, nullable),
      varchar('mergedOn', 10, nullable),
    ]);
    await createIndex(runner, 'institution', ['mergedIntoId']);
  }

  async down(runner: QueryRunner) {
    await dropIndex(runner, 'institution', ['mergedIntoId']);
    await runner.dropColumn('institution', 'mergedOn');
    await runner.dropColumn('institution', 'mergedIntoId');
  }
}
