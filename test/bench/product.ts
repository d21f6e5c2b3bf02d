import { startGateway } from '@lianyi/gateway/gateway';
import { createGatewayMetrics } from '@lianyi/gateway/metrics/gateway-metrics';
import { openTopology } from '@lianyi/gateway/topology';
import type { DatabaseLocation } from '@lianyi/shared/database/open-database';
import { createLogger } from '@lianyi/shared/logging/logger';
import type { SubgraphName } from '@lianyi/shared/ports/ask-subgraph';
import { jobOf, serve } from './child-side';
import { benchConfig, benchKeys } from './place';

export interface ProductJob {
  readonly location: DatabaseLocation;
  /** Where subgraphs run as services; empty: all in this process. */
  readonly urls: readonly (readonly [SubgraphName, string])[];
}

/** The product's gateway, with the subgraphs in its own process or before their services. */
async function start({ location, urls }: ProductJob) {
  const config = { ...benchConfig(location.dataDir), urls: new Map(urls) };
  const [keys, logger] = [benchKeys(), createLogger('gateway', config.logLevel)];
  const topology = await openTopology(config, keys, logger, { location });
  const gateway = await startGateway(config, {
    topology,
    keys,
    logger,
    metrics: createGatewayMetrics(),
  });
  return {
    url: gateway.url,
    async close() {
      await gateway.close();
      await topology.close();
    },
  };
}

serve(start(jobOf<ProductJob>()));
