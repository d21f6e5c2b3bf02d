import { collectDefaultMetrics, Registry } from 'prom-client';
import { ConfigError, readEnv } from '../config/read-env';
import { createKeyRing } from '../crypto/key-ring';
import { loadSecrets } from '../crypto/load-secrets';
import { createLogger, type Logger } from '../logging/logger';
import { createDecisionCounter } from '../metrics/decision-counter';
import { type SubgraphName, subgraphNames } from '../ports/ask-subgraph';
import { createRemoteAsk } from './remote-ask';
import { createRemoteSubgraph } from './remote-subgraph';
import { serveSubgraph } from './serve-subgraph';
import type { RunningSubgraph, SubgraphOptions } from './subgraph';
import { readCommonConfig, subgraphPorts, urlOf } from './subgraph-config';

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
  const keys = createKeyRing(loadSecrets(process.env, config.dataDir));
  const others = remoteSubgraphs(config, keys, logger);
  const metrics = new Registry();
  collectDefaultMetrics({ register: metrics });
  const subgraph = await create({
    ...{ keys, logger, countDecision: createDecisionCounter(metrics) },
    location: { url: config.databaseUrl, dataDir: config.dataDir },
    ask: createRemoteAsk((other) => others[other]),
  });
  const server = await serveSubgraph(subgraph, { port, host: config.host, keys, logger, metrics });
  logger.info({ url: server.url }, 'subgraph ready');

  const stop = async () => {
    await server.close();
    await subgraph.stop();
    await Promise.all(subgraphNames.map((other) => others[other].close()));
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.once(signal, () => {
      stop().catch((error: unknown) => logger.error({ err: error }, 'stop failed'));
    });
}

/** Clients of every subgraph; a connection is opened when the first question is asked. */
export function remoteSubgraphs(
  config: ReturnType<typeof readCommonConfig>,
  keys: SubgraphOptions['keys'],
  logger: Logger,
) {
  const client = (name: SubgraphName) =>
    createRemoteSubgraph(
      { name, url: urlOf(config, name), keys, timeoutMs: config.answerTimeoutMs },
      (error, { traceId }) =>
        logger.warn({ err: error, traceId, subgraph: name }, 'subgraph did not answer'),
    );
  return {
    patients: client('patients'),
    referrals: client('referrals'),
    results: client('results'),
    pharmacy: client('pharmacy'),
    personnel: client('personnel'),
  };
}
