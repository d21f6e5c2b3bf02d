import { columnTypes, createTable, nullable, primary } from '@lianyi/shared/database/tables';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const { varchar } = columnTypes;

/**
 * Since when members are in a team: those of before are taken to have been from ever. Where they stood before
 * stays as it is, for processes that do not know of days yet.
 */
export class DateTeamMembers1732000028010 implements MigrationInterface {
  async up(runner: QueryRunner) {
    await createTable(runner, 'team_membership', {
      columns: [
        varchar('teamId', 36, primary),
        varchar('practitionerId', 36, primary),
        varchar('start', 10, primary),
        varchar('end', 10, nullable),
      ],
    });
    await runner.query(
      "INSERT INTO `team_membership` (`teamId`, `practitionerId`, `start`) SELECT `teamId`, `practitionerId`, '1900-01-01' FROM `family_doctor_team_member`",
    );
  }

  async down(runner: QueryRunner) {
    await runner.dropTable('team_membership');
  }
}
