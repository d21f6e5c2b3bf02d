import { columnTypes, createTable, nullable, primary } from '@lianyi/shared/database/tables';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const { varchar, int, boolean, time } = columnTypes;

/** What overdue follow-ups are found by. What is there already is laid after the start, step by step. */
export class CreateFollowUpDuty1732000022000 implements MigrationInterface {
  async up(runner: QueryRunner) {
    await createTable(runner, 'follow_up_duty', {
      columns: [
        ...[varchar('membershipId', 36, primary), varchar('contractId', 36, primary)],
        ...[varchar('register', 32), varchar('institutionId', 36), varchar('teamId', 36)],
        ...[varchar('start', 10), varchar('end', 10, nullable), varchar('nextDueOn', 10)],
      ],
      indices: [
        ['institutionId', 'nextDueOn', 'membershipId'],
        ['institutionId', 'register', 'nextDueOn', 'membershipId'],
        ['institutionId', 'teamId', 'nextDueOn', 'membershipId'],
        ['institutionId', 'teamId', 'register', 'nextDueOn', 'membershipId'],
        ['end'],
      ],
    });
    await createTable(runner, 'follow_up_duty_walk', {
      columns: [int('id', primary), varchar('after', 36), time('dueAt'), boolean('complete')],
    });
  }

  async down(runner: QueryRunner) {
    await runner.dropTable('follow_up_duty_walk');
    await runner.dropTable('follow_up_duty');
  }
}
