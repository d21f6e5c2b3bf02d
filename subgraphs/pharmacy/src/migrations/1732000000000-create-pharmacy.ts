import { columnTypes, createTable, nullable, primary } from '@lianyi/shared/database/tables';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const { varchar, int, double, boolean, time, json } = columnTypes;

/** The drug catalogue, stock, prescriptions and what was dispensed on them. */
export class CreatePharmacy1732000000000 implements MigrationInterface {
  async up(runner: QueryRunner) {
    await createDrugs(runner);
    await createStock(runner);
    await createPrescriptions(runner);
    await createDispensings(runner);
  }

  async down(runner: QueryRunner) {
    for (const table of tables) await runner.dropTable(table);
  }
}

const tables = [
  'dispensing_line',
  'dispensing',
  'prescription_item',
  'prescription',
  'stock_batch',
  'stock_item',
  'drug',
];

const createDrugs = (runner: QueryRunner) =>
  createTable(runner, 'drug', {
    columns: [
      varchar('code', 32, primary),
      varchar('name', 100),
      varchar('initials', 60),
      varchar('form', 40),
      varchar('strength', 100),
      varchar('unit', 40),
      varchar('maker', 100, nullable),
      varchar('category', 32),
      varchar('atc', 8, nullable),
      varchar('insuranceClass', 16, nullable),
      boolean('essential'),
      varchar('control', 16),
      boolean('antiInfective'),
      json('tiers'),
      double('price', nullable),
    ],
  });

async function createStock(runner: QueryRunner) {
  await createTable(runner, 'stock_item', {
    columns: [varchar('institutionId', 36, primary), varchar('drugCode', 32, primary)],
  });
  await createTable(runner, 'stock_batch', {
    columns: [
      varchar('institutionId', 36, primary),
      varchar('drugCode', 32, primary),
      varchar('number', 40, primary),
      varchar('expiresOn', 10),
      int('quantity'),
    ],
  });
}

async function createPrescriptions(runner: QueryRunner) {
  await createTable(runner, 'prescription', {
    columns: [
      varchar('id', 36, primary),
      varchar('number', 32),
      varchar('patientId', 36),
      varchar('prescriberId', 36),
      varchar('institutionId', 36),
      varchar('kind', 16),
      varchar('status', 16),
      json('diagnoses'),
      json('findings'),
      boolean('sensitive'),
      time('issuedAt'),
      time('validUntil'),
    ],
    indices: [['patientId', 'issuedAt', 'id']],
    unique: [['number']],
  });
  await createTable(runner, 'prescription_item', {
    columns: [
      varchar('prescriptionId', 36, primary),
      int('position', primary),
      varchar('drugCode', 32),
      varchar('dosage', 200),
      int('days'),
      int('quantity'),
      int('dispensed'),
    ],
  });
}

async function createDispensings(runner: QueryRunner) {
  await createTable(runner, 'dispensing', {
    columns: [
      varchar('id', 36, primary),
      varchar('prescriptionId', 36),
      varchar('institutionId', 36),
      time('at'),
      varchar('pharmacist', 60),
    ],
    indices: [['prescriptionId', 'at', 'id']],
  });
  await createTable(runner, 'dispensing_line', {
    columns: [
      varchar('dispensingId', 36, primary),
      int('position', primary),
      varchar('drugCode', 32),
      int('quantity'),
      varchar('batch', 40),
    ],
  });
}
