import { join } from 'node:path';
import { openDatabase } from '@lianyi/shared/database/open-database';
import { eventEntities } from '@lianyi/shared/events/event.entity';
import { readEventNumbers } from '@lianyi/shared/events/event-numbers';
import { eventMigrations } from '@lianyi/shared/events/feed-outbox';
import { createRedisBus } from '@lianyi/shared/events/redis-bus';
import { createRelay } from '@lianyi/shared/events/relay';
import { createLogger } from '@lianyi/shared/logging/logger';

/** The part whose outbox is sent; nothing but events stands in its database. */
export const outboxTables = {
  name: 'outbox',
  entities: [...eventEntities],
  migrations: [...eventMigrations],
};

/**
 * Sends the outbox that DATA_DIR or DATABASE_URL name to REDIS_URL, and is killed when a batch was
 * taken, before it is marked; PREFIX stands before the names of database and stream.
 */
export async function sendAndDie(env: Readonly<Record<string, string | undefined>>) {
  const { DATA_DIR: dataDir = '', DATABASE_URL: url, REDIS_URL = '', PREFIX: prefix = '' } = env;
  const database = await openDatabase({ ...outboxTables, location: { dataDir, url, prefix } });
  const now = () => new Date();
  const logger = createLogger('dying-relay', 'error');
  const numbers = { ...readEventNumbers(), leaseSeconds: 1, batch: 3 };
  const bus = createRedisBus({ url: REDIS_URL, prefix, logger, numbers, now });
  const dying = {
    ...bus,
    async send(...given: Parameters<typeof bus.send>) {
      await bus.send(...given);
      process.kill(process.pid, 'SIGKILL');
    },
  };
  const holder = String(process.pid);
  createRelay({ database, bus: dying, numbers, logger, now, holder }).start();
}

if (process.argv[1] === join(__dirname, 'dying-relay.js')) {
  // The relay's waits keep no process alive.
  setInterval(() => undefined, 1000);
  sendAndDie(process.env).catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  });
}
