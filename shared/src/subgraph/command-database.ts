import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from '../database/database';
import { type DatabaseOptions, openDatabase } from '../database/open-database';
import { createLogger } from '../logging/logger';
import { locationOf, readCommonConfig } from './subgraph-config';

/**
 * Lets a command work on a part's database, the one that the environment names, and closes it then; throws
 * where there is none.
 */
export async function withDatabase<Result>(
  tables: Pick<DatabaseOptions, 'name' | 'entities' | 'migrations'>,
  env: NodeJS.ProcessEnv,
  work: (database: Database) => Promise<Result>,
): Promise<Result> {
  const config = readCommonConfig(env);
  const { dataDir, databaseUrl } = config;
  // Opening would make an empty one, which is nobody's.
  if (!databaseUrl && !existsSync(join(dataDir, `${tables.name}.db`)))
    throw new Error(`there is no database under ${dataDir}, the DATA_DIR.`);
  const logger = createLogger(tables.name, config.logLevel);
  const location = locationOf(config);
  const database = await openDatabase({ ...tables, location, logger });
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}
