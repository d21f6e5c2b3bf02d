import { columnTypes, createTable, nullable, primary } from '@lianyi/shared/database/tables';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const { varchar, int } = columnTypes;

/** Institutions, consortia, people, where they are posted, family-doctor teams. */
export class CreatePersonnel1732000000000 implements MigrationInterface {
  async up(runner: QueryRunner) {
    await createInstitutions(runner);
    await createPeople(runner);
    await createTeams(runner);
  }

  async down(runner: QueryRunner) {
    for (const table of tables) await runner.dropTable(table);
  }
}

const tables = [
  'family_doctor_team_member',
  'family_doctor_team',
  'posting',
  'practitioner',
  'consortium_member',
  'consortium',
  'institution',
];

async function createInstitutions(runner: QueryRunner) {
  await createTable(runner, 'institution', {
    columns: [
      varchar('id', 36, primary),
      varchar('name', 100),
      varchar('tier', 32),
      varchar('creditCode', 18, nullable),
      varchar('regionCode', 12),
      varchar('parentId', 36, nullable),
    ],
    indices: [['tier', 'id']],
  });
  await createTable(runner, 'consortium', {
    columns: [
      varchar('id', 36, primary),
      varchar('name', 100),
      varchar('form', 32),
      varchar('integration', 8),
      varchar('leadId', 36),
    ],
  });
  await createTable(runner, 'consortium_member', {
    columns: [varchar('consortiumId', 36, primary), varchar('institutionId', 36, primary)],
  });
}

async function createPeople(runner: QueryRunner) {
  await createTable(runner, 'practitioner', {
    columns: [
      varchar('id', 36, primary),
      varchar('name', 60),
      varchar('category', 16),
      varchar('titleLevel', 16),
      varchar('titleCode', 8, nullable),
      varchar('specialty', 60, nullable),
      varchar('employerId', 36),
    ],
    indices: [['employerId', 'id']],
  });
  await createTable(runner, 'posting', {
    columns: [
      varchar('id', 36, primary),
      varchar('practitionerId', 36),
      varchar('kind', 32),
      varchar('fromInstitutionId', 36),
      varchar('toInstitutionId', 36),
      varchar('start', 10),
      varchar('plannedEnd', 10, nullable),
      varchar('end', 10, nullable),
      int('daysPresent'),
    ],
    indices: [['practitionerId', 'start', 'id']],
  });
}

async function createTeams(runner: QueryRunner) {
  await createTable(runner, 'family_doctor_team', {
    columns: [
      varchar('id', 36, primary),
      varchar('name', 100),
      varchar('institutionId', 36),
      varchar('leaderId', 36),
    ],
    indices: [['institutionId']],
  });
  await createTable(runner, 'family_doctor_team_member', {
    columns: [varchar('teamId', 36, primary), varchar('practitionerId', 36, primary)],
  });
}
