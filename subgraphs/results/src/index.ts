import 'reflect-metadata';
import { openDatabase } from '@lianyi/shared/database/open-database';
import { runSubgraph } from '@lianyi/shared/subgraph/run-subgraph';
import type { RunningSubgraph, SubgraphOptions } from '@lianyi/shared/subgraph/subgraph';
import { dataFolder, loadCatalogue } from './catalogue/catalogue';
import { createContext, createResultsProcess } from './context';
import { keepAddressing } from './critical-value/address-waiting';
import { resultsTables } from './data-source';
import { createResultsDemo } from './demo/demo.writer';
import { keepEdition } from './edition/keep-edition.service';
import { resumeMappings } from './mapping/apply-mapping.service';
import { settleKnown } from './mapping/settle-known.service';
import { buildResultsSchema } from './schema';

/** Laboratory and exam reports, the item catalogue, quality records, and what is recognised. */
export async function createSubgraph(options: SubgraphOptions): Promise<RunningSubgraph> {
  const catalogue = loadCatalogue(dataFolder, options.now);
  const database = await openDatabase({ ...resultsTables, location: options.location });
  const process = createResultsProcess(options, database, catalogue);
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
    contextFor: (request) => createContext(request, process),
  });
  return {
    ...running,
    async stop() {
      await stopAddressing();
      await process.shown.close();
      await process.offers.close();
      await running.stop();
    },
  };
}
