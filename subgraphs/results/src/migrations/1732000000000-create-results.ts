import { columnTypes, createTable, nullable, primary } from '@lianyi/shared/database/tables';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const { varchar, text, int, double, boolean, time, json } = columnTypes;

/** Reports with their versions and values, and what their quality rests on. */
export class CreateResults1732000000000 implements MigrationInterface {
  async up(runner: QueryRunner) {
    await createReports(runner);
    await createObservations(runner);
    await createQuality(runner);
  }

  async down(runner: QueryRunner) {
    for (const table of tables) await runner.dropTable(table);
  }
}

const tables = [
  'quality_control',
  'quality_record',
  'observation',
  'report_version',
  'exam_report',
  'lab_report',
];

const reportColumns = () => [
  varchar('id', 36, primary),
  varchar('patientId', 36),
  varchar('institutionId', 36),
  varchar('sourceId', 100),
  varchar('status', 16),
  int('version'),
  int('lastVersion'),
  time('effectiveAt', nullable),
  time('issuedAt'),
  time('sortedAt'),
  text('conclusion', nullable),
  varchar('sensitivity', 4),
];

async function createReports(runner: QueryRunner) {
  await createTable(runner, 'lab_report', {
    columns: reportColumns(),
    indices: [['patientId', 'sortedAt', 'id']],
    unique: [['institutionId', 'sourceId']],
  });
  await createTable(runner, 'exam_report', {
    columns: [
      ...reportColumns(),
      varchar('itemCode', 100),
      boolean('mapped'),
      varchar('printedCode', 100),
      varchar('modality', 4),
      varchar('bodySite', 100, nullable),
      text('findings'),
      varchar('studyInstanceUid', 64, nullable),
      varchar('accessionNumber', 64, nullable),
      boolean('critical'),
      varchar('diagnosticRequestId', 36, nullable),
    ],
    indices: [
      ['patientId', 'sortedAt', 'id'],
      ['patientId', 'modality', 'sortedAt', 'id'],
    ],
    unique: [['institutionId', 'sourceId']],
  });
  await createTable(runner, 'report_version', {
    columns: [
      varchar('id', 36, primary),
      varchar('reportId', 36),
      int('version'),
      varchar('status', 16),
      time('issuedAt'),
      time('changedAt'),
      varchar('digest', 64),
      json('content'),
    ],
    unique: [
      ['reportId', 'version'],
      ['reportId', 'digest'],
    ],
  });
}

async function createObservations(runner: QueryRunner) {
  await createTable(runner, 'observation', {
    columns: [
      varchar('id', 36, primary),
      varchar('reportId', 36),
      int('version'),
      int('position'),
      varchar('patientId', 36),
      varchar('institutionId', 36),
      time('takenAt'),
      boolean('inForce'),
      varchar('itemCode', 100),
      boolean('mapped'),
      varchar('printedCode', 100),
      varchar('printedName', 200, nullable),
      text('value'),
      double('number', nullable),
      varchar('comparator', 2, nullable),
      varchar('unit', 100, nullable),
      varchar('ucumUnit', 60, nullable),
      boolean('comparable'),
      varchar('referenceRange', 500, nullable),
      varchar('flag', 40, nullable),
      varchar('interpretation', 16),
      boolean('sensitive'),
    ],
    indices: [['patientId', 'itemCode', 'takenAt', 'id']],
    unique: [['reportId', 'version', 'position']],
  });
}

async function createQuality(runner: QueryRunner) {
  await createTable(runner, 'quality_record', {
    columns: [
      varchar('id', 36, primary),
      varchar('institutionId', 36),
      varchar('itemCode', 100),
      varchar('scope', 16),
      varchar('mark', 40),
      varchar('assessor', 100),
      boolean('passed'),
      varchar('validFrom', 10),
      varchar('validTo', 10),
    ],
    indices: [['institutionId', 'itemCode', 'validFrom', 'id']],
  });
  await createTable(runner, 'quality_control', {
    columns: [
      varchar('institutionId', 36, primary),
      varchar('itemCode', 100, primary),
      varchar('day', 10, primary),
      boolean('inControl'),
    ],
    indices: [['institutionId', 'inControl']],
  });
}
