import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columnTypes, createTable, nullable, primary } from '../database/tables';

const { varchar, json, time } = columnTypes;

/** Outbox, inbox and leases. Every subgraph that tells or hears of events has these tables. */
export class CreateEvents1732000015000 implements MigrationInterface {
  async up(runner: QueryRunner) {
    const counted = {
      isPrimary: true,
      isGenerated: true,
      generationStrategy: 'increment',
    } as const;
    await createTable(runner, 'outbox_event', {
      columns: [
        { name: 'sequence', type: 'integer', ...counted },
        ...[varchar('id', 250), varchar('type', 60), varchar('orderKey', 100), json('payload')],
        ...[time('createdAt'), time('sentAt', nullable), varchar('place', 100, nullable)],
      ],
      indices: [['sentAt', 'sequence']],
      unique: [['id']],
    });
    await createTable(runner, 'handled_event', {
      columns: [
        ...[varchar('consumerGroup', 60, primary), varchar('eventId', 250, primary)],
        time('handledAt'),
      ],
      indices: [['handledAt']],
    });
    await createTable(runner, 'event_lease', {
      columns: [varchar('name', 60, primary), varchar('holder', 36, nullable), time('heldUntil')],
    });
  }

  async down(runner: QueryRunner) {
    for (const table of ['event_lease', 'handled_event', 'outbox_event'])
      await runner.dropTable(table);
  }
}
