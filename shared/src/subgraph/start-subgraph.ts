import { collectDefaultMetrics, Registry } from 'prom-client';
import { ConfigError, readEnv } from '../config/read-env';
import { createKeyRing } from '../crypto/key-ring';
import { loadSecrets } from '../crypto/load-secrets';
import { createLogger } from '../logging/logger';
import { createDecisionCounter } from '../metrics/decision-counter';
import { createEventGauges } from '../metrics/event-gauges';
import { createStateGauges } from '../metrics/state-gauges';
import { type SubgraphName, subgraphNames } from '../ports/ask-subgraph';
import { startTracing } from '../tracing/start-tracing';
import { connectedTo, connectSubgraphs } from './connect-subgraphs';
import { hostEvents } from './host-events';
import { onStop } from './on-stop';
import { createRemoteAsk } from './remote-ask';
import { serveSubgraph } from './serve-subgraph';
import type { RunningSubgraph, SubgraphOptions } from './subgraph';
import { locationOf, readCommonConfig, subgraphPorts, urlOf } from './subgraph-config';

type CreateSubgraph = (options: SubgraphOptions) => Promise<RunningSubgraph>;

/** Runs one subgraph as a process of its own until SIGTERM or SIGINT, then drains and exits 0. */
export function startSubgraph(name: SubgraphName, create: CreateSubgraph) {
  start(name, create).catch((error: unknown) => {
    const reason = error instanceof ConfigError ? error.message : String(error);
    console.error(`${name}: ${reason}`);
    process.exitCode = 1;
  });
}

async function start(name: SubgraphName, create: CreateSubgraph) {
  const config = readCommonConfig(process.env);
  const port = readEnv(process.env).integer('PORT', subgraphPorts[name], { min: 0, max: 65_535 });
  const logger = createLogger(name, config.logLevel);
  const stopTracing = await startTracing(process.env, name, logger);
  const keys = createKeyRing(loadSecrets(process.env, config.dataDir));
  const others = connectSubgraphs(
    subgraphNames.map((other) => [other, urlOf(config, other)] as const),
    { keys, logger, timeoutMs: config.answerTimeoutMs },
  );
  const metrics = new Registry();
  collectDefaultMetrics({ register: metrics });
  const events = hostEvents({ redisUrl: config.redisUrl, logger });
  const subgraph = await create({
    keys,
    ...{ logger, countDecision: createDecisionCounter(metrics), events: events.bus },
    location: locationOf(config),
    ask: createRemoteAsk((other) => connectedTo(others, other)),
  });
  const server = await serveSubgraph(subgraph, { port, host: config.host, keys, logger, metrics });
  events.start([subgraph], createEventGauges(metrics));
  const state = createStateGauges(metrics);
  state.watch(name, { ...subgraph.inner, doors: { http: server.connections } });
  for (const other of others.values()) state.watchRemote(other);
  logger.info({ url: server.url }, 'subgraph ready');

  onStop(logger, async () => {
    await server.close(config.drainSeconds);
    await events.close();
    await subgraph.stop();
    await Promise.all([...others.values()].map((other) => other.close()));
    await stopTracing();
  });
}
