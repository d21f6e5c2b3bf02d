import 'reflect-metadata';
import { readSensitiveCodes } from '@lianyi/shared/access/sensitive-codes';
import { openDatabase } from '@lianyi/shared/database/open-database';
import { runSubgraph } from '@lianyi/shared/subgraph/run-subgraph';
import type { RunningSubgraph, SubgraphOptions } from '@lianyi/shared/subgraph/subgraph';
import { createContext, createPharmacyProcess } from './context';
import { pharmacyTables } from './data-source';
import { createPharmacyDemo } from './demo/demo.writer';
import { readDrugFile } from './drug/drug-file';
import { buildPharmacySchema } from './schema';

/** The tables it owns, for the host that brings them up to date. */
export { pharmacyTables as tables } from './data-source';

/** The drug catalogue, stock, prescriptions that circulate, and what was dispensed. */
export async function createSubgraph(options: SubgraphOptions): Promise<RunningSubgraph> {
  const database = await openDatabase({ ...options, ...pharmacyTables });
  const process = createPharmacyProcess(options, database);
  return runSubgraph({
    name: 'pharmacy',
    schema: buildPharmacySchema().schema,
    database,
    logger: options.logger,
    demo: createPharmacyDemo(readDrugFile(), readSensitiveCodes()),
    inner: { caches: { drugs: process.drugs.state } },
    contextFor: (request) => createContext(request, process),
  });
}
