import type { Logger } from '@lianyi/shared/logging/logger';
import { SupergraphRefused } from '../execution/planning/refusals';
import type { GatewayMetrics } from '../metrics/gateway-metrics';
import type { ForeignClients } from './foreign-clients';
import { createGraphHolder, type GraphHolder } from './graph-holder';
import { loadGraph } from './load-graph';
import type { SupergraphNumbers } from './supergraph-numbers';
import { watchFile } from './watch-file';

export interface SupergraphFileParts {
  readonly clients: ForeignClients;
  readonly logger: Logger;
  readonly metrics: Pick<GatewayMetrics, 'supergraph'>;
  readonly numbers: SupergraphNumbers;
}

export interface SupergraphFile {
  readonly holder: GraphHolder;
  /** What is worth knowing of it, by name. */
  notes(): Readonly<Record<string, string>>;
  /** Its changes count no more. */
  close(): void;
}

/**
 * Serves what a file holds. A file that is refused changes nothing: the graph before is served on,
 * and log, metrics and notes say so. Throws `SupergraphRefused` where the first one is refused.
 */
export async function openSupergraphFile(
  path: string,
  { clients, logger, metrics, numbers }: SupergraphFileParts,
): Promise<SupergraphFile> {
  let holder: GraphHolder | undefined;
  let isRefused = false;
  const load = (text: string | null) => {
    if (text === null) throw new SupergraphRefused('The file cannot be read.');
    // Written again as it was: also after one that was refused.
    if (text === holder?.current().supergraphSdl) return;
    const graph = loadGraph(text, clients);
    if (holder) holder.use(graph);
    else holder = createGraphHolder(graph, numbers);
  };
  const reload = (text: string | null) => {
    try {
      load(text);
      isRefused = false;
      metrics.supergraph.served();
      logger.info('the supergraph of the file is served');
    } catch (error) {
      if (!(error instanceof SupergraphRefused)) throw error;
      isRefused = true;
      metrics.supergraph.refused();
      logger.error(
        { reason: error.message },
        'the supergraph was refused, the one before is served',
      );
    }
  };
  const file = await watchFile(path, numbers, reload);
  try {
    load(file.text);
  } catch (error) {
    file.close();
    throw error;
  }
  if (!holder) throw new Error('no supergraph was loaded');
  metrics.supergraph.served();
  const { current } = holder;
  return {
    holder,
    notes: () => ({
      ...(isRefused && { supergraph: 'the file was refused, the one before is served' }),
      ...Object.fromEntries(
        current()
          .leftAlone()
          .map((name) => [name, 'is left alone, as it did not answer']),
      ),
    }),
    close: file.close,
  };
}
