import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumns, columnTypes, createIndex, nullable } from '../database/tables';
import { CreateEvents1732000015000 } from './create-events';

/** What of an outbox the change feed has stored. What waits when it is run is fed, too. */
export class FeedOutbox1732000016000 implements MigrationInterface {
  async up(runner: QueryRunner) {
    await addColumns(runner, 'outbox_event', [columnTypes.time('fedAt', nullable)]);
    await createIndex(runner, 'outbox_event', ['fedAt', 'sequence']);
  }

  async down(runner: QueryRunner) {
    await runner.dropColumn('outbox_event', 'fedAt');
  }
}

/** The tables of a part that tells or hears of events. */
export const eventMigrations = [CreateEvents1732000015000, FeedOutbox1732000016000] as const;
