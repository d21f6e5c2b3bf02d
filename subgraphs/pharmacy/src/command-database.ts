import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from '@lianyi/shared/database/database';
import { openDatabase } from '@lianyi/shared/database/open-database';
import { createLogger } from '@lianyi/shared/logging/logger';
import { locationOf, readCommonConfig } from '@lianyi/shared/subgraph/subgraph-config';
import { pharmacyTables } from './data-source';

/** Lets a command work on the database that the environment names, and closes it then; throws where there is none. */
export async function withDatabase<Result>(
  env: NodeJS.ProcessEnv,
  work: (database: Database) => Promise<Result>,
): Promise<Result> {
  const config = readCommonConfig(env);
  const { dataDir, databaseUrl } = config;
  // Opening would make an empty one, which is nobody's.
  if (!databaseUrl && !existsSync(join(dataDir, `${pharmacyTables.name}.db`)))
    throw new Error(`there is no database under ${dataDir}, the DATA_DIR.`);
  const logger = createLogger('pharmacy', config.logLevel);
  const location = locationOf(config);
  const database = await openDatabase({ ...pharmacyTables, location, logger });
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}
