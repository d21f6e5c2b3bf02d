import {
  addColumns,
  columnTypes,
  createTable,
  nullable,
  primary,
} from '@lianyi/shared/database/tables';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const { json, varchar } = columnTypes;

/** Titles and employers of people by day, and their licences. */
export class KeepLicences1732000033000 implements MigrationInterface {
  async up(runner: QueryRunner) {
    await addColumns(runner, 'practitioner', [varchar('leftOn', 10, nullable)]);
    const since = [varchar('practitionerId', 36, primary), varchar('since', 10, primary)];
    await createTable(runner, 'practitioner_title', {
      columns: [...since, varchar('level', 16), varchar('code', 8, nullable)],
    });
    await createTable(runner, 'practitioner_employment', {
      columns: [...since, varchar('employerId', 36, nullable)],
    });
    await createTable(runner, 'practitioner_licence', {
      columns: [
        ...[varchar('id', 36, primary), varchar('practitionerId', 36), varchar('kind', 24)],
        ...[varchar('sealedNumber', 200), varchar('numberIndex', 43)],
        ...[varchar('category', 16, nullable), varchar('scope', 100, nullable)],
        ...[varchar('issuedOn', 10), varchar('expiresOn', 10, nullable), json('placeIds')],
        ...[varchar('endedOn', 10, nullable), varchar('endReason', 200, nullable)],
      ],
      indices: [['practitionerId'], ['endedOn', 'expiresOn', 'id']],
      unique: [['kind', 'numberIndex', 'issuedOn']],
    });
    await createTable(runner, 'kept_secret', {
      columns: [varchar('name', 64, primary), varchar('sealed', 200)],
    });
  }

  async down(runner: QueryRunner) {
    for (const table of [
      ...['kept_secret', 'practitioner_licence'],
      ...['practitioner_employment', 'practitioner_title'],
    ])
      await runner.dropTable(table);
    await runner.dropColumn('practitioner', 'leftOn');
  }
}
