import { ConfigError } from '@lianyi/shared/config/read-env';
import { createKeyRing } from '@lianyi/shared/crypto/key-ring';
import { loadSecrets } from '@lianyi/shared/crypto/load-secrets';
import { createLogger } from '@lianyi/shared/logging/logger';
import { onStop } from '@lianyi/shared/subgraph/on-stop';
import { startTracing } from '@lianyi/shared/tracing/start-tracing';
import { readGatewayConfig } from './config';
import { loadDemoCounty } from './demo-county';
import { startGateway } from './gateway';
import { greet } from './greeting';
import { createGatewayMetrics } from './metrics/gateway-metrics';
import { openTopology } from './topology';

/** Configuration, subgraphs, demo county, doors; on SIGTERM or SIGINT drains and exits 0. */
async function main() {
  let close = async () => {
    // Nothing is served yet: a county half loaded is finished by the next start.
  };
  const config = readGatewayConfig(process.env);
  const logger = createLogger('gateway', config.logLevel);
  onStop(logger, () => close());
  const stopTracing = await startTracing(process.env, 'gateway');
  const keys = createKeyRing(loadSecrets(process.env, config.dataDir));
  const metrics = createGatewayMetrics();
  const topology = await openTopology(config, keys, logger, {
    countDecision: metrics.accessDecision,
  });
  if (config.demo)
    await loadDemoCounty(topology, { dataDir: config.dataDir, patients: config.demoPatients });
  topology.startEvents(metrics.events);
  topology.showState(metrics.state);
  const gateway = await startGateway(config, { topology, keys, logger, metrics });
  close = async () => {
    await gateway.close();
    await topology.close();
    await stopTracing();
  };
  greet(config, gateway);
}

main().catch((error: unknown) => {
  console.error(error instanceof ConfigError ? error.message : error);
  process.exit(1);
});
