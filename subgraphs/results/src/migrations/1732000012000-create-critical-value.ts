import { columnTypes, createTable, nullable, primary } from '@lianyi/shared/database/tables';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const { varchar, int, boolean, time } = columnTypes;

/** Critical values, and the institutions each concerns. */
export class CreateCriticalValue1732000012000 implements MigrationInterface {
  async up(runner: QueryRunner) {
    await createTable(runner, 'critical_value', {
      columns: [
        varchar('id', 36, primary),
        varchar('reportId', 36),
        varchar('kind', 4),
        int('version'),
        varchar('subject', 120),
        int('shownVersion'),
        varchar('observationId', 36, nullable),
        varchar('patientId', 36),
        varchar('institutionId', 36),
        varchar('orderedById', 36, nullable),
        varchar('department', 100, nullable),
        varchar('ground', 8),
        boolean('sensitive'),
        varchar('fingerprint', 64),
        varchar('state', 12),
        ...[time('raisedAt'), time('dueAt'), time('handleDueAt'), time('addressedAt', nullable)],
        ...acknowledged,
        ...handled,
        time('supersededAt', nullable),
      ],
      indices: [['addressedAt', 'raisedAt', 'id']],
      unique: [['reportId', 'version', 'subject']],
    });
    await createTable(runner, 'critical_value_address', {
      columns: [
        varchar('valueId', 36, primary),
        varchar('institutionId', 36, primary),
        varchar('reason', 13),
        varchar('state', 12),
        time('dueAt'),
      ],
      indices: [['institutionId', 'state', 'dueAt', 'valueId']],
    });
  }

  async down(runner: QueryRunner) {
    await runner.dropTable('critical_value_address');
    await runner.dropTable('critical_value');
  }
}

const acknowledged = [
  time('acknowledgedAt', nullable),
  varchar('acknowledgedSubject', 200, nullable),
  varchar('acknowledgedName', 100, nullable),
  varchar('readBack', 200, nullable),
];

const handled = [
  time('handledAt', nullable),
  varchar('handledSubject', 200, nullable),
  varchar('handledName', 100, nullable),
  varchar('handling', 2000, nullable),
];
