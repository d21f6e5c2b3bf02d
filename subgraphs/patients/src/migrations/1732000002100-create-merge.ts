import {
  addColumns,
  columnTypes,
  createIndex,
  createTable,
  nullable,
  primary,
} from '@lianyi/shared/database/tables';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const { varchar, int, time } = columnTypes;

const decision = [
  varchar('mergeId', 36, nullable),
  time('decidedAt', nullable),
  varchar('decidedBy', 100, nullable),
];
const listed = [
  ['status', 'createdAt', 'id'],
  ['createdAt', 'id'],
];

/** Records merged into one person, and the reversals; who decided on a candidate, and when. */
export class CreateMerge1732000002100 implements MigrationInterface {
  async up(runner: QueryRunner) {
    await createTable(runner, 'patient_merge', {
      columns: [
        varchar('id', 36, primary),
        varchar('candidateId', 36),
        varchar('patientId', 36),
        varchar('intoId', 36),
        time('mergedAt'),
        varchar('mergedBy', 200),
        varchar('mergedAtInstitutionId', 36),
        time('undoneAt', nullable),
        varchar('undoneBy', 200, nullable),
        varchar('undoneAtInstitutionId', 36, nullable),
      ],
      indices: [['patientId'], ['intoId']],
    });
    await createTable(runner, 'merge_gate', { columns: [int('id', primary), int('turn')] });
    await runner.query('INSERT INTO `merge_gate` (`id`, `turn`) VALUES (1, 0)');
    await addColumns(runner, 'duplicate_candidate', decision);
    for (const columnNames of [...listed, ['mergeId']])
      await createIndex(runner, 'duplicate_candidate', columnNames);
  }

  async down(runner: QueryRunner) {
    await runner.dropColumns(
      'duplicate_candidate',
      decision.map(({ name }) => name),
    );
    await runner.dropTable('merge_gate');
    await runner.dropTable('patient_merge');
  }
}
