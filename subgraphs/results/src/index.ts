import 'reflect-metadata';
import { openDatabase } from '@lianyi/shared/database/open-database';
import { eventTypesOf } from '@lianyi/shared/events/change-shapes';
import { openPartEvents } from '@lianyi/shared/events/part-events';
import { createFeed } from '@lianyi/shared/ports/feed-changes';
import { positionChanges } from '@lianyi/shared/ports/institution-positions';
import { runSubgraph } from '@lianyi/shared/subgraph/run-subgraph';
import type { RunningSubgraph, SubgraphOptions } from '@lianyi/shared/subgraph/subgraph';
import { dataFolder, loadCatalogue } from './catalogue/catalogue';
import { createContexts, createResultsProcess, type ResultsProcess } from './context';
import { keepAddressing } from './critical-value/address-waiting';
import { resultsTables } from './data-source';
import { createResultsDemo } from './demo/demo.writer';
import { keepEdition } from './edition/keep-edition.service';
import { resumeMappings } from './mapping/apply-mapping.service';
import { settleKnown } from './mapping/settle-known.service';
import { qualityChanges } from './quality/quality.loader';
import { buildResultsSchema } from './schema';

/** The tables it owns, for the host that brings them up to date. */
export { resultsTables as tables } from './data-source';

/** Laboratory and exam reports, the item catalogue, quality records, and what is recognised. */
export async function createSubgraph(options: SubgraphOptions): Promise<RunningSubgraph> {
  const catalogue = loadCatalogue(dataFolder, options.now);
  const opened = await openDatabase({ ...options, ...resultsTables });
  const feed = createFeed('results', options.ask);
  const { database, relay } = openPartEvents({ ...options, database: opened, feed });
  const process = createResultsProcess(options, database, catalogue);
  options.events?.onChange(qualityChanges, () => process.quality.clear());
  options.events?.onChange(eventTypesOf('personnel'), process.practice.clear);
  options.events?.onChange(positionChanges, () => {
    process.agreements.clear();
    process.positions.clear();
  });
  await keepEdition(database, dataFolder, process.now);
  await resumeMappings(process);
  await settleKnown(process);
  const { addressAgainSeconds } = process.criticalRules;
  const stopAddressing = keepAddressing(
    { ...process, logger: options.logger },
    addressAgainSeconds,
  );
  const running = runSubgraph({
    name: 'results',
    schema: buildResultsSchema().schema,
    database,
    logger: options.logger,
    demo: createResultsDemo(process),
    inner: innerState(process),
    contextFor: createContexts(process),
  });
  return {
    ...running,
    relay,
    async stop() {
      await stopAddressing();
      await relay?.close();
      await process.shown.close();
      await process.offers.close();
      await running.stop();
    },
  };
}

const innerState = ({ practice, quality, positions, shown, offers }: ResultsProcess) => ({
  caches: { quality: quality.state, positions: positions.state, practice: practice.state },
  queues: { looks: shown.waiting, offers: offers.waiting },
});
