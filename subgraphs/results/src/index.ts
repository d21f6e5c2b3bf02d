import 'reflect-metadata';
import { openDatabase } from '@lianyi/shared/database/open-database';
import { runSubgraph } from '@lianyi/shared/subgraph/run-subgraph';
import type { RunningSubgraph, SubgraphOptions } from '@lianyi/shared/subgraph/subgraph';
import { loadCatalogue } from './catalogue/catalogue';
import { createContext, createResultsProcess } from './context';
import { resultsTables } from './data-source';
import { createResultsDemo } from './demo/demo.writer';
import { buildResultsSchema } from './schema';

/** Laboratory and exam reports, the item catalogue, quality records, and what is recognised. */
export async function createSubgraph(options: SubgraphOptions): Promise<RunningSubgraph> {
  const catalogue = loadCatalogue();
  const database = await openDatabase({ ...resultsTables, location: options.location });
  const process = createResultsProcess(options, database, catalogue);
  const subgraph = runSubgraph({
    name: 'results',
    schema: buildResultsSchema().schema,
    database,
    logger: options.logger,
    demo: createResultsDemo(process),
    contextFor: (request) => createContext(request, process),
  });
  return {
    ...subgraph,
    async stop() {
      await process.offers.close();
      await subgraph.stop();
    },
  };
}
