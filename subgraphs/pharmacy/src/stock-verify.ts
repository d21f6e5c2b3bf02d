import 'reflect-metadata';
import { withDatabase } from '@lianyi/shared/subgraph/command-database';
import { pharmacyTables } from './data-source';
import { verifyStock } from './stock/verify-stock';

/** `npm run stock:verify`: 0 where the stock is what its log says, 1 and the faults otherwise, 2 where it cannot be read. */
withDatabase(pharmacyTables, process.env, ({ read }) => verifyStock(read)).then(
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
