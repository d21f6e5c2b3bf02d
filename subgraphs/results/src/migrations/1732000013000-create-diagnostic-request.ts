import { columnTypes, createTable, nullable, primary } from '@lianyi/shared/database/tables';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const { varchar, text, int, boolean, time } = columnTypes;

const tables = [
  'sterile_load_recall',
  'sterile_supply_request',
  'second_reading',
  'diagnostic_request',
];

/** What members ask shared centres for: exams diagnosed, and read again; sterile packs. */
export class CreateDiagnosticRequest1732000013000 implements MigrationInterface {
  async up(runner: QueryRunner) {
    await createRequests(runner);
    await createSecondReadings(runner);
    await createSterileSupply(runner);
  }

  async down(runner: QueryRunner) {
    for (const table of tables) await runner.dropTable(table);
  }
}

async function createRequests(runner: QueryRunner) {
  await createTable(runner, 'diagnostic_request', {
    columns: [
      varchar('id', 36, primary),
      ...[varchar('patientId', 36), varchar('itemCode', 100), varchar('kind', 12)],
      ...[varchar('fromInstitutionId', 36), varchar('centerId', 36)],
      ...[varchar('sourceId', 100), varchar('digest', 64), varchar('status', 12)],
      ...[varchar('urgency', 10), int('urgencyRank'), time('performedAt')],
      ...[varchar('studyInstanceUid', 64, nullable), text('clinicalQuestion', nullable)],
      ...[boolean('sensitive'), time('requestedAt'), time('dueAt')],
      ...[varchar('claimHolder', 200, nullable), varchar('claimHolderName', 200, nullable)],
      ...[varchar('claimPractitionerId', 36, nullable), time('claimedUntil', nullable)],
      ...[varchar('reportId', 36, nullable), varchar('reportedBy', 200, nullable)],
      ...[int('turnaroundSeconds', nullable), time('endedAt', nullable)],
      ...[text('rejectionReason', nullable), text('cancellationReason', nullable)],
    ],
    indices: [
      ['fromInstitutionId', 'status', 'urgencyRank', 'dueAt', 'id', 'endedAt'],
      ['centerId', 'status', 'urgencyRank', 'dueAt', 'id', 'endedAt'],
      ['patientId', 'centerId', 'endedAt'],
      ['fromInstitutionId', 'requestedAt'],
      ['centerId', 'requestedAt'],
      ['reportId'],
    ],
    unique: [['fromInstitutionId', 'sourceId']],
  });
}

async function createSecondReadings(runner: QueryRunner) {
  await createTable(runner, 'second_reading', {
    columns: [
      varchar('id', 36, primary),
      ...[varchar('requestId', 36), varchar('patientId', 36), varchar('centerId', 36)],
      ...[time('askedAt'), varchar('outcome', 10, nullable), text('conclusion', nullable)],
      ...[int('reportVersion', nullable), varchar('readerSubject', 200, nullable)],
      ...[varchar('readerPractitionerId', 36, nullable), time('readAt', nullable)],
    ],
    indices: [
      ['centerId', 'readAt', 'askedAt', 'id'],
      ['patientId', 'centerId', 'readAt'],
    ],
    unique: [['requestId', 'centerId']],
  });
}

async function createSterileSupply(runner: QueryRunner) {
  await createTable(runner, 'sterile_supply_request', {
    columns: [
      varchar('id', 36, primary),
      ...[varchar('fromInstitutionId', 36), varchar('centerId', 36)],
      ...[varchar('sourceId', 100), varchar('digest', 64), varchar('pack', 100), int('quantity')],
      ...[varchar('status', 12), varchar('urgency', 10), int('urgencyRank')],
      ...[time('requestedAt'), time('dueAt'), varchar('loadNumber', 60, nullable)],
      ...[int('deliveredQuantity', nullable), time('deliveredAt', nullable)],
    ],
    indices: [
      ['fromInstitutionId', 'status', 'urgencyRank', 'dueAt', 'id'],
      ['centerId', 'status', 'urgencyRank', 'dueAt', 'id'],
      ['centerId', 'loadNumber', 'fromInstitutionId', 'pack'],
    ],
    unique: [['fromInstitutionId', 'sourceId']],
  });
  await createTable(runner, 'sterile_load_recall', {
    columns: [
      ...[varchar('centerId', 36, primary), varchar('loadNumber', 60, primary)],
      ...[text('reason'), time('recalledAt')],
    ],
  });
}
