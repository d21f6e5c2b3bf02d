import {
  addColumns,
  columnTypes,
  createTable,
  nullable,
  primary,
} from '@lianyi/shared/database/tables';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const { varchar, int, double, boolean, json } = columnTypes;

const added = [
  ...[int('packSize', nullable), varchar('antiInfectiveGrade', 16, nullable)],
  ...[varchar('storage', 16, nullable), varchar('effectiveFrom', 10, nullable)],
];

/** What else the catalogue knows of a drug, and how it was before; old code leaves the new columns empty. */
export class VersionDrugs1732000027000 implements MigrationInterface {
  async up(runner: QueryRunner) {
    await addColumns(runner, 'drug', [...added, varchar('effectiveUntil', 10, nullable)]);
    await createTable(runner, 'drug_version', {
      columns: [
        ...[varchar('code', 32, primary), varchar('name', 100), varchar('initials', 60)],
        ...[varchar('form', 40), varchar('strength', 100), varchar('unit', 40)],
        ...[varchar('maker', 100, nullable), varchar('category', 32), varchar('atc', 8, nullable)],
        ...[varchar('insuranceClass', 16, nullable), boolean('essential'), varchar('control', 16)],
        ...[boolean('antiInfective'), json('tiers'), double('price', nullable), ...added],
        varchar('effectiveUntil', 10, nullable),
        int('untilEdition', primary),
      ],
      indices: [['atc']],
    });
  }

  async down(runner: QueryRunner) {
    await runner.dropTable('drug_version');
    await runner.dropColumns('drug', [...added.map(({ name }) => name), 'effectiveUntil']);
  }
}
