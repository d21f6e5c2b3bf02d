import 'reflect-metadata';
import type { KeyRing } from '@lianyi/shared/crypto/key-ring';
import type { Database } from '@lianyi/shared/database/database';
import { openDatabase } from '@lianyi/shared/database/open-database';
import { runSubgraph } from '@lianyi/shared/subgraph/run-subgraph';
import type { RunningSubgraph, SubgraphOptions } from '@lianyi/shared/subgraph/subgraph';
import { openAccessLog } from './audit/take-over';
import { createContext, createPatientsProcess } from './context';
import { patientsTables } from './data-source';
import { createPatientsDemo } from './demo/demo.writer';
import { buildPatientsSchema } from './schema';

/** The person index, what stands in the record, who may see whom, and the log of who looked. */
export async function createSubgraph(options: SubgraphOptions): Promise<RunningSubgraph> {
  const database = await openDatabase({ ...patientsTables, location: options.location });
  await openLog(database, options.keys);
  const process = createPatientsProcess(options, database);
  return runSubgraph({
    name: 'patients',
    schema: buildPatientsSchema().schema,
    database,
    logger: options.logger,
    demo: createPatientsDemo(process),
    contextFor: (request) => createContext(request, process),
  });
}

/** A log that cannot be kept stops the start, and leaves no database open. */
async function openLog(database: Database, keys: KeyRing) {
  try {
    await openAccessLog(database, keys);
  } catch (error) {
    await database.close();
    throw error;
  }
}
