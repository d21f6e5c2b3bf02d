import { columnTypes, createTable, nullable, primary } from '@lianyi/shared/database/tables';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const { double, int, json, time, varchar } = columnTypes;

/** What shared TCM pharmacies prepare, and the steps it goes through. */
export class OrderDecoctions1732000030000 implements MigrationInterface {
  async up(runner: QueryRunner) {
    await createTable(runner, 'decoction', {
      columns: [
        ...[varchar('id', 36, primary), varchar('prescriptionId', 36)],
        ...[varchar('standsFor', 36, nullable), varchar('clinicInstitutionId', 36)],
        ...[varchar('pharmacyInstitutionId', 36), varchar('status', 16), int('step')],
        ...[varchar('form', 16), int('doses'), int('timesADay'), varchar('serving', 8)],
        ...[int('bags', nullable), int('volumePerBag', nullable), varchar('note', 500, nullable)],
        ...[json('pieces'), json('warnings'), time('orderedAt'), time('endedAt', nullable)],
        double('place'),
      ],
      indices: [
        ['prescriptionId', 'orderedAt'],
        ['pharmacyInstitutionId', 'place', 'id'],
        ['pharmacyInstitutionId', 'status', 'place', 'id'],
        ['clinicInstitutionId', 'place', 'id'],
        ['clinicInstitutionId', 'status', 'place', 'id'],
      ],
      unique: [['standsFor']],
    });
    await createTable(runner, 'decoction_event', {
      columns: [
        ...[varchar('decoctionId', 36, primary), int('step', primary), varchar('status', 16)],
        ...[time('at'), varchar('by', 60), varchar('institutionId', 36)],
        ...[varchar('machine', 60, nullable), varchar('note', 500, nullable)],
      ],
    });
  }

  async down(runner: QueryRunner) {
    for (const table of ['decoction_event', 'decoction']) await runner.dropTable(table);
  }
}
