import { createAccessReader } from '@lianyi/shared/access/access-reader';
import type { Database } from '@lianyi/shared/database/database';
import type { SubgraphOptions, SubgraphRequest } from '@lianyi/shared/subgraph/subgraph';
import { createDispensingLoaders } from './dispensing/dispensing.loader';
import { createDrugCache } from './drug/drug.loader';
import { createPrescriptionLoaders } from './prescription/prescription.loader';
import { createStockLoaders } from './stock/stock.loader';

/** What lives as long as the process. */
export const createPharmacyProcess = (
  { ask, keys, now = () => new Date() }: SubgraphOptions,
  database: Database,
) => ({ ask, keys, now, database, drugs: createDrugCache(database.read) });
export type PharmacyProcess = ReturnType<typeof createPharmacyProcess>;

/** What one request carries. */
export function createContext(request: SubgraphRequest, process: PharmacyProcess) {
  const { identity, grants } = request;
  const manager = process.database.read;
  const access = createAccessReader({ self: 'pharmacy', identity, grants, ...process });
  const reading = { manager, access, viewer: identity.viewer };
  return {
    ...{ ...process, ...reading, request },
    stock: createStockLoaders(manager),
    prescriptions: createPrescriptionLoaders(reading),
    dispensings: createDispensingLoaders(manager),
  };
}
export type PharmacyContext = ReturnType<typeof createContext>;
