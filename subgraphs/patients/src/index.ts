import 'reflect-metadata';
import type { Database } from '@lianyi/shared/database/database';
import { openDatabase } from '@lianyi/shared/database/open-database';
import type { SentEvent } from '@lianyi/shared/events/event';
import { openPartEvents } from '@lianyi/shared/events/part-events';
import { writeEvent } from '@lianyi/shared/events/redis-event';
import { runSubgraph } from '@lianyi/shared/subgraph/run-subgraph';
import type { RunningSubgraph, SubgraphOptions } from '@lianyi/shared/subgraph/subgraph';
import { openAccessLog } from './audit/take-over';
import { keepPruning } from './change/keep-pruning';
import { storeChanges } from './change/store-changes.service';
import { createContexts, createPatientsProcess } from './context';
import { patientsTables } from './data-source';
import { createPatientsDemo } from './demo/demo.writer';
import { keepLaying } from './follow-up-duty/keep-laying';
import { noteWalk } from './follow-up-duty/walk-persons.service';
import { createKeyRotation } from './keys/rotate-keys.service';
import { buildPatientsSchema } from './schema';

/** The tables it owns, for the host that brings them up to date. */
export { patientsTables as tables } from './data-source';

/** The person index, what stands in the record, who may see whom, and the log of who looked. */
export async function createSubgraph(options: SubgraphOptions): Promise<RunningSubgraph> {
  const opened = await openDatabase({ ...options, ...patientsTables });
  const feed = async (events: readonly SentEvent[]) =>
    void (await storeChanges(process, events.map(writeEvent)));
  const { database, relay } = openPartEvents({ ...options, database: opened, feed });
  const process = await openProcess(options, database);
  const stopPruning = keepPruning(process);
  const stopLaying = keepLaying(process);
  const running = runSubgraph({
    name: 'patients',
    schema: buildPatientsSchema().schema,
    database,
    logger: options.logger,
    demo: createPatientsDemo(process),
    inner: { queues: { 'access-log': process.chain.waiting } },
    keyRotation: createKeyRotation({ ...process, database }),
    contextFor: createContexts(process),
  });
  return {
    ...running,
    relay,
    async stop() {
      await stopPruning();
      await stopLaying();
      await relay?.close();
      await running.stop();
    },
  };
}

/** A key that is another, or a log that cannot be kept, stops the start and leaves no database open. */
async function openProcess(options: SubgraphOptions, database: Database) {
  try {
    const process = await createPatientsProcess(options, database);
    await openAccessLog(database, process.chainKeys);
    await noteWalk(process);
    return process;
  } catch (error) {
    await database.close();
    throw error;
  }
}
