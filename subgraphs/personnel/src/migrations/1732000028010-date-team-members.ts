import { columnTypes, createTable, nullable, primary } from '@lianyi/shared/database/tables';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const { varchar } = columnTypes;

/** Since when members are in a team: those of before are taken to have been from ever. */
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
    await runner.dropTable('family_doctor_team_member');
  }

  async down(runner: QueryRunner) {
    await createTable(runner, 'family_doctor_team_member', {
      columns: [varchar('teamId', 36, primary), varchar('practitionerId', 36, primary)],
    });
    await runner.query(
      'INSERT INTO `family_doctor_team_member` (`teamId`, `practitionerId`) SELECT DISTINCT `teamId`, `practitionerId` FROM `team_membership` WHERE `end` IS NULL',
    );
    await runner.dropTable('team_membership');
  }
}
