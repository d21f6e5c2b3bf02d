import {
  addColumns,
  columnTypes,
  createTable,
  nullable,
  primary,
} from '@lianyi/shared/database/tables';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const { int, text, varchar } = columnTypes;

/** Training with a mentor, its handbook and monthly assessments, and since when a title is held. */
export class TrainPeople1732000026020 implements MigrationInterface {
  async up(runner: QueryRunner) {
    await addColumns(runner, 'practitioner', [varchar('titleSince', 10, nullable)]);
    await createTable(runner, 'training_placement', {
      columns: [
        varchar('id', 36, primary),
        varchar('kind', 32),
        varchar('traineeId', 36),
        varchar('fromInstitutionId', 36),
        varchar('hostId', 36),
        varchar('mentorId', 36),
        varchar('department', 60, nullable),
        text('plan', nullable),
        varchar('start', 10),
        varchar('plannedEnd', 10, nullable),
        varchar('end', 10, nullable),
        varchar('result', 16, nullable),
        text('resultNote', nullable),
      ],
      indices: ['traineeId', 'mentorId', 'hostId', 'fromInstitutionId'].map((column) => [
        ...[column, 'start', 'id'],
      ]),
    });
    await createTable(runner, 'handbook_entry', {
      columns: [
        varchar('id', 36, primary),
        varchar('trainingId', 36),
        varchar('on', 10),
        varchar('topic', 200),
        int('score', nullable),
        varchar('assessedById', 36, nullable),
      ],
      indices: [['trainingId', 'on', 'id']],
    });
    await createTable(runner, 'training_assessment', {
      columns: [
        varchar('trainingId', 36, primary),
        varchar('month', 7, primary),
        int('score'),
        text('note', nullable),
        varchar('assessedById', 36),
      ],
    });
  }

  async down(runner: QueryRunner) {
    for (const table of ['training_assessment', 'handbook_entry', 'training_placement'])
      await runner.dropTable(table);
    await runner.dropColumn('practitioner', 'titleSince');
  }
}
