import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import { ConfigError } from '@lianyi/shared/config/read-env';
import { createLogger } from '@lianyi/shared/logging/logger';
import { onStop } from '@lianyi/shared/subgraph/on-stop';
import { startTracing } from '@lianyi/shared/tracing/start-tracing';
import { SupergraphRefused } from './execution/planning/refusals';
import { createGatewayMetrics } from './metrics/gateway-metrics';
import { readSupergraphOptions } from './supergraph/options';
import { serveSupergraph } from './supergraph/serve';

/**
 * `npm run gateway -- --supergraph FILE`: serves a supergraph that is not the product's. On SIGTERM
 * or SIGINT drains and exits 0; a supergraph that is refused at the start is one sentence, and 1.
 */
async function main() {
  const options = readSupergraphOptions(process.argv.slice(2), process.env);
  const logger = createLogger('gateway', options.logLevel);
  const stopTracing = await startTracing(process.env, 'gateway', logger);
  const running = await serveSupergraph(options, {
    logger,
    ...{ metrics: createGatewayMetrics(), newId: randomUUID },
  });
  onStop(logger, async () => {
    await running.close();
    await stopTracing();
  });
  console.log(`${basename(options.supergraph)} is served to everybody at ${running.url}/graphql`);
}

main().catch((error: unknown) => {
  const isTold = error instanceof ConfigError || error instanceof SupergraphRefused;
  console.error(isTold ? error.message : error);
  process.exit(1);
});
