import 'reflect-metadata';
import { migrateDatabase } from '@lianyi/shared/database/open-database';
import { createLogger } from '@lianyi/shared/logging/logger';
import { locationOf, readCommonConfig } from '@lianyi/shared/subgraph/subgraph-config';
import { embeddedTables } from './embedded';

/**
 * `npm run migrate`: brings the databases of all parts up to date, those of DATABASE_URL or those
 * under DATA_DIR, and says what it did. Broken off, it goes on where it is run again.
 */
async function main() {
  const config = readCommonConfig(process.env);
  const location = locationOf(config);
  for (const tables of embeddedTables) {
    const logger = createLogger(tables.name, config.logLevel);
    const applied = await migrateDatabase({ ...tables, location, logger });
    const done = applied.map((name) => `\n  ${name}`).join('');
    console.log(
      applied.length > 0 ? `${tables.name}: these were run:${done}` : `${tables.name}: up to date.`,
    );
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
