import { columnTypes, createTable, nullable, primary } from '@lianyi/shared/database/tables';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const { boolean, int, json, text, time, varchar } = columnTypes;

/** What institutions ask one another about patients, and what they answer. */
export class CreateConsultation1732000023000 implements MigrationInterface {
  async up(runner: QueryRunner) {
    await createTable(runner, 'consultation', {
      columns: [
        ...[varchar('id', 36, primary), varchar('patientId', 36)],
        ...[varchar('referralId', 36, nullable), varchar('fromInstitutionId', 36)],
        ...[varchar('requestedBy', 60), varchar('kind', 20), varchar('urgency', 16)],
        ...[varchar('status', 12), text('question'), json('diagnoses'), json('reportIds')],
        ...[json('feeItem'), int('answers'), boolean('sensitive')],
        ...[time('createdAt'), time('openUntil'), time('endedAt', nullable)],
        ...[text('outcome', nullable), varchar('idempotencyKey', 100), varchar('digest', 64)],
      ],
      indices: [['fromInstitutionId', 'createdAt', 'id']],
      unique: [['fromInstitutionId', 'idempotencyKey']],
    });
    await createTable(runner, 'consultation_invitation', {
      columns: [
        ...[varchar('consultationId', 36, primary), varchar('institutionId', 36, primary)],
        ...[
          varchar('departmentName', 60, primary),
          varchar('patientId', 36),
          varchar('status', 10),
        ],
        ...[time('dueAt'), varchar('by', 60, nullable), time('steppedAt', nullable)],
        ...[text('opinion', nullable), text('plan', nullable)],
        ...[time('createdAt'), time('openUntil')],
      ],
      indices: [
        ['institutionId', 'createdAt', 'consultationId'],
        ['patientId', 'institutionId'],
      ],
    });
    await createTable(runner, 'consultation_event', {
      columns: [
        ...[varchar('consultationId', 36, primary), int('place', primary), varchar('step', 8)],
        ...[varchar('institutionId', 36), varchar('department', 60, nullable)],
        ...[text('text', nullable), time('at'), varchar('by', 60)],
      ],
    });
  }

  async down(runner: QueryRunner) {
    for (const table of ['consultation_event', 'consultation_invitation', 'consultation'])
      await runner.dropTable(table);
  }
}
