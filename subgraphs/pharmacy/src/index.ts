import 'reflect-metadata';
import { openDatabase } from '@lianyi/shared/database/open-database';
import { eventTypesOf } from '@lianyi/shared/events/change-shapes';
import { openPartEvents } from '@lianyi/shared/events/part-events';
import { createFeed } from '@lianyi/shared/ports/feed-changes';
import { positionChanges } from '@lianyi/shared/ports/institution-positions';
import { runSubgraph } from '@lianyi/shared/subgraph/run-subgraph';
import type { RunningSubgraph, SubgraphOptions } from '@lianyi/shared/subgraph/subgraph';
import { keepExpiring } from './clock/keep-expiring';
import { createContexts, createPharmacyProcess } from './context';
import { pharmacyTables } from './data-source';
import { createPharmacyDemo } from './demo/demo.writer';
import { readDrugFile } from './drug/drug-file';
import { readPharmacyRules } from './rules/pharmacy-rules';
import { buildPharmacySchema } from './schema';

/** The tables it owns, for the host that brings them up to date. */
export { pharmacyTables as tables } from './data-source';

/** The drug catalogue, stock, prescriptions that circulate, and what was dispensed. */
export async function createSubgraph(options: SubgraphOptions): Promise<RunningSubgraph> {
  const rules = readPharmacyRules();
  const opened = await openDatabase({ ...options, ...pharmacyTables });
  const feed = createFeed('pharmacy', options.ask);
  const { database, relay } = openPartEvents({ ...options, database: opened, feed });
  const process = createPharmacyProcess(options, database, rules);
  const stopExpiring = keepExpiring({ ...process, logger: options.logger });
  options.events?.onChange(['pharmacy.catalogue.changed'], () => process.drugs.clear());
  options.events?.onChange(eventTypesOf('personnel'), process.practice.clear);
  options.events?.onChange(positionChanges, () => {
    for (const kept of [process.positions, process.tiers, process.supply]) kept.clear();
  });
  const running = runSubgraph({
    name: 'pharmacy',
    schema: buildPharmacySchema().schema,
    database,
    logger: options.logger,
    demo: createPharmacyDemo(readDrugFile(), rules),
    inner: {
      caches: {
        drugs: process.drugs.state,
        positions: process.positions.state,
        tiers: process.tiers.state,
        supply: process.supply.state,
        practice: process.practice.state,
      },
    },
    contextFor: createContexts(process),
  });
  return {
    ...running,
    relay,
    async stop() {
      await stopExpiring();
      await relay?.close();
      await running.stop();
    },
  };
}
