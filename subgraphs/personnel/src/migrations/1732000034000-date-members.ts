import { columnTypes, createTable, nullable, primary } from '@lianyi/shared/database/tables';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const { int, varchar } = columnTypes;

/**
 * From when to when institutions belong to a consortium, and whose turn it is to change that. Where members
 * stood before stays as it is, for processes that do not know of leaving yet.
 */
export class DateMembers1732000034000 implements MigrationInterface {
  async up(runner: QueryRunner) {
    await createTable(runner, 'consortium_membership', {
      columns: [
        varchar('consortiumId', 36, primary),
        varchar('institutionId', 36, primary),
        varchar('joinedOn', 10, primary),
        varchar('lastDay', 10, nullable),
      ],
      indices: [['institutionId']],
    });
    await runner.query(
      "INSERT INTO `consortium_membership` (`consortiumId`, `institutionId`, `joinedOn`) SELECT `consortiumId`, `institutionId`, COALESCE(`joinedOn`, '1900-01-01') FROM `consortium_member`",
    );
    await createTable(runner, 'institution_turn', {
      columns: [varchar('institutionId', 36, primary), int('taken')],
    });
  }

  async down(runner: QueryRunner) {
    await runner.dropTable('institution_turn');
    await runner.dropTable('consortium_membership');
  }
}
