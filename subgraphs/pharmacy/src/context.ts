import { randomUUID } from 'node:crypto';
import { createAccessReader } from '@lianyi/shared/access/access-reader';
import type { Database } from '@lianyi/shared/database/database';
import { createCommunityReader } from '@lianyi/shared/ports/community';
import { createPositionReader } from '@lianyi/shared/ports/institution-positions';
import { createPractice } from '@lianyi/shared/ports/practice-rights';
import { askWithin } from '@lianyi/shared/ports/within-request';
import { createRequestContexts } from '@lianyi/shared/subgraph/request-contexts';
import type { SubgraphOptions } from '@lianyi/shared/subgraph/subgraph';
import { createSupplyReader } from './community/supply';
import { createTierReader } from './community/tiers';
import { createDecoctionLoaders } from './decoction/decoction.loader';
import { createDispensingLoaders } from './dispensing/dispensing.loader';
import { createDrugCache } from './drug/drug.loader';
import { createDifferenceLoader } from './drug-list/drug-list.loader';
import { createPrescriptionLoaders } from './prescription/prescription.loader';
import { createPurchaseLoaders } from './purchase/purchase.loader';
import { createReviewLoaders } from './review/review.loader';
import type { PharmacyRules } from './rules/pharmacy-rules';
import { createShortageLoaders } from './shortage/shortage.loader';
import { createStockLoaders } from './stock/stock.loader';

/** What lives as long as the process. */
export const createPharmacyProcess = (
  { ask, keys, now = () => new Date(), newId = randomUUID }: SubgraphOptions,
  database: Database,
  rules: PharmacyRules,
) => {
  const integrations = rules.stockRules.communityIntegrations;
  return {
    ask,
    ...{ keys, now, newId, database, ...rules },
    drugs: createDrugCache(database.read, now),
    tiers: createTierReader(ask),
    community: createCommunityReader({
      self: 'pharmacy',
      ask,
      now,
      integrations: new Set(integrations),
    }),
    positions: createPositionReader({ self: 'pharmacy', ask, integrations }),
    practice: createPractice({ self: 'pharmacy', ask, unnamed: rules.unnamedActs }),
    supply: createSupplyReader({ ask, integrations, rules: rules.supplyRules }),
  };
};
export type PharmacyProcess = ReturnType<typeof createPharmacyProcess>;

/** What one request carries. */
export const createContexts = (process: PharmacyProcess) =>
  createRequestContexts(process, (request) => ({
    request,
    identity: request.identity,
    viewer: request.identity.viewer,
    manager: process.database.read,
    access: createAccessReader('pharmacy', process, request),
    presentedSince: () => process.dispensing.presentedSince(process.now()),
  })).making({
    ask: ({ identity }) => askWithin(process.ask, identity),
    positions: ({ identity }) => process.positions.within(identity),
    practice: ({ identity }) => process.practice.within(identity),
    supply: ({ identity }) => process.supply.within(identity),
    tiers: ({ identity }) => process.tiers.within(identity),
    stock: ({ manager }) => createStockLoaders(manager),
    prescriptions: createPrescriptionLoaders,
    decoctions: ({ manager }) => createDecoctionLoaders(manager),
    differences: ({ manager }) => createDifferenceLoader(manager),
    dispensings: ({ manager }) => createDispensingLoaders(manager),
    reviews: createReviewLoaders,
    purchases: ({ manager }) => createPurchaseLoaders(manager),
    shortages: createShortageLoaders,
  });
export type PharmacyContext = ReturnType<ReturnType<typeof createContexts>>;
