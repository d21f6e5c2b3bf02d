import { addColumns, columnTypes, nullable } from '@lianyi/shared/database/tables';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const { varchar } = columnTypes;

/** The day an institution joined its consortium. */
export class JoinByDate1732000026010 implements MigrationInterface {
  async up(runner: QueryRunner) {
    await addColumns(runner, 'consortium_member', [varchar('joinedOn', 10, nullable)]);
  }

  async down(runner: QueryRunner) {
    await runner.dropColumn('consortium_member', 'joinedOn');
  }
}
