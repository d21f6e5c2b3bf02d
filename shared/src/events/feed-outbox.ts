import { type MigrationInterface, type QueryRunner, TableColumn, TableIndex } from 'typeorm';
import { columnTypes, nullable } from '../database/tables';
import { CreateEvents1732000015000 } from './create-events';

/** What of an outbox the change feed has stored. What waits when it is run is fed, too. */
export class FeedOutbox1732000016000 implements MigrationInterface {
  async up(runner: QueryRunner) {
    const fedAt = columnTypes.time('fedAt', nullable);
    const type = runner.connection.driver.normalizeType(fedAt);
    await runner.addColumn('outbox_event', new TableColumn({ ...fedAt, type }));
    const columnNames = ['fedAt', 'sequence'];
    await runner.createIndex('outbox_event', new TableIndex({ columnNames }));
  }

  async down(runner: QueryRunner) {
    await runner.dropColumn('outbox_event', 'fedAt');
  }
}

/** The tables of a part that tells or hears of events. */
export const eventMigrations = [CreateEvents1732000015000, FeedOutbox1732000016000] as const;
