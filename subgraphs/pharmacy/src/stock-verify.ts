import 'reflect-metadata';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { openDatabase } from '@lianyi/shared/database/open-database';
import { createLogger } from '@lianyi/shared/logging/logger';
import { locationOf, readCommonConfig } from '@lianyi/shared/subgraph/subgraph-config';
import { pharmacyTables } from './data-source';
import { type StockVerdict, verifyStock } from './stock/verify-stock';

/** `npm run stock:verify`: 0 where the stock is what its log says, 1 and the faults otherwise, 2 where it cannot be read. */
async function verify(): Promise<StockVerdict> {
  const config = readCommonConfig(process.env);
  const { dataDir, databaseUrl } = config;
  // Opening would make an empty one, and find it whole.
  if (!databaseUrl && !existsSync(join(dataDir, `${pharmacyTables.name}.db`)))
    throw new Error(`there is none under ${dataDir}, the DATA_DIR.`);
  const logger = createLogger('pharmacy', config.logLevel);
  const location = locationOf(config);
  const database = await openDatabase({ ...pharmacyTables, location, logger });
  try {
    return await verifyStock(database.read);
  } finally {
    await database.close();
  }
}

verify().then(
  ({ batches, movements, faults }) => {
    for (const { place, problem } of faults) console.error(`${place}: ${problem}.`);
    if (faults.length > 0) process.exitCode = 1;
    else console.log(`The stock is what its log says: ${batches} batches, ${movements} movements.`);
  },
  (error: unknown) => {
    console.error(`The stock: ${error instanceof Error ? error.message : error}`);
    process.exitCode = 2;
  },
);
