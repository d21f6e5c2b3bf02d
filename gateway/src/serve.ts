import cluster from 'node:cluster';
import { createKeyRing } from '@lianyi/shared/crypto/key-ring';
import { loadSecrets } from '@lianyi/shared/crypto/load-secrets';
import { createLogger } from '@lianyi/shared/logging/logger';
import { onStop } from '@lianyi/shared/subgraph/on-stop';
import { startTracing } from '@lianyi/shared/tracing/start-tracing';
import type { GatewayConfig } from './config';
import { loadDemoCounty } from './demo-county';
import { startGateway } from './gateway';
import { greet } from './greeting';
import type { Leaving } from './http/departure';
import { createGatewayMetrics } from './metrics/gateway-metrics';
import { openTopology } from './topology';
import { joinWorkers } from './workers/join-workers';
import { workerNumbers } from './workers/worker-numbers';

/**
 * Subgraphs, demo county, doors: alone, or as one of several workers; on SIGTERM or SIGINT drains
 * and exits 0.
 */
export async function serve(config: GatewayConfig) {
  let close = async (_how?: Leaving) => {
    // Nothing is served yet: a county half loaded is finished by the next start.
  };
  const logger = createLogger('gateway', config.logLevel);
  const leave = onStop(logger, (how?: Leaving) => close(how));
  const stopTracing = await startTracing(process.env, 'gateway', logger);
  const keys = createKeyRing(loadSecrets(process.env, config.dataDir));
  const own = createGatewayMetrics();
  const workers = cluster.isWorker ? await joinWorkers(own) : undefined;
  const metrics = workers?.metrics ?? own;
  const overrides = { countDecision: metrics.accessDecision };
  const topology = await openTopology(config, keys, logger, overrides, workers?.neighbours);
  if (config.demo && !workers)
    await loadDemoCounty(topology, { dataDir: config.dataDir, patients: config.demoPatients });
  topology.startEvents(metrics.events);
  topology.showState(metrics.state);
  const gateway = await startGateway(config, { topology, keys, logger, metrics, workers });
  close = async (how) => {
    await gateway.close(how);
    await topology.close();
    await stopTracing();
  };
  if (!workers) return greet(config, gateway);
  const { url, hl7 } = gateway;
  const drainSeconds = Math.max(config.drainSeconds, workerNumbers.changeDrainSeconds);
  // The address goes on being served, so nobody is told to look for another.
  workers.serve({ url, hl7 }, () => leave({ drainSeconds, announced: false }));
}
