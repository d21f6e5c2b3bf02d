import { columnTypes, createTable, nullable, primary } from '@lianyi/shared/database/tables';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const { varchar, int, boolean, time, json } = columnTypes;

/** What was decided about recognisable results, and what was offered. */
export class CreateRecognitionDecisions1732000011100 implements MigrationInterface {
  async up(runner: QueryRunner) {
    await createDecisions(runner);
    await createOffers(runner);
  }

  async down(runner: QueryRunner) {
    for (const table of ['recognition_offer', 'replaced_decision', 'recognition_decision'])
      await runner.dropTable(table);
  }
}

async function createDecisions(runner: QueryRunner) {
  await createTable(runner, 'recognition_decision', {
    columns: [
      varchar('id', 36, primary),
      varchar('institutionId', 36),
      varchar('patientId', 36),
      varchar('itemCode', 100),
      varchar('encounterId', 100),
      varchar('day', 10),
      varchar('choice', 16),
      varchar('reason', 40, nullable),
      varchar('localReason', 40, nullable),
      varchar('note', 500, nullable),
      varchar('observationId', 36, nullable),
      varchar('examReportId', 36, nullable),
      varchar('sourceInstitutionId', 36, nullable),
      varchar('mark', 40, nullable),
      int('ageDays', nullable),
      boolean('recognizable'),
      int('costFen'),
      boolean('sensitive'),
      varchar('department', 100, nullable),
      varchar('physicianId', 200),
      varchar('decidedBy', 100),
      time('decidedAt'),
    ],
    indices: [
      ['institutionId', 'day', 'id'],
      ['patientId', 'day'],
    ],
    unique: [['institutionId', 'patientId', 'itemCode', 'encounterId', 'day']],
  });
  await createTable(runner, 'replaced_decision', {
    columns: [
      varchar('id', 36, primary),
      varchar('decisionId', 36),
      time('replacedAt'),
      json('content'),
    ],
    indices: [['decisionId', 'replacedAt', 'id']],
  });
}

const createOffers = (runner: QueryRunner) =>
  createTable(runner, 'recognition_offer', {
    columns: [
      varchar('id', 36, primary),
      varchar('institutionId', 36),
      varchar('patientId', 36),
      varchar('itemCode', 100),
      varchar('day', 10),
      boolean('answered'),
      varchar('sourceInstitutionId', 36, nullable),
      boolean('sensitive'),
      varchar('department', 100, nullable),
      varchar('physicianId', 200),
      varchar('physicianName', 100),
      time('offeredAt'),
    ],
    indices: [['institutionId', 'answered', 'day', 'id']],
    unique: [['institutionId', 'patientId', 'itemCode', 'day']],
  });
