import { createHash } from 'node:crypto';
import { type GatewayConfig, readGatewayConfig } from '@lianyi/gateway/config';
import { loadDemoCounty } from '@lianyi/gateway/demo-county';
import { type GatewayParts, type RunningGateway, startGateway } from '@lianyi/gateway/gateway';
import { createGatewayMetrics } from '@lianyi/gateway/metrics/gateway-metrics';
import { openTopology, type Topology } from '@lianyi/gateway/topology';
import { createKeyRing } from '@lianyi/shared/crypto/key-ring';
import type { DatabaseKind } from '@lianyi/shared/database/database';
import type { County } from '@lianyi/shared/demo/county';
import { createLogger } from '@lianyi/shared/logging/logger';
import { subgraphNames } from '@lianyi/shared/ports/ask-subgraph';
import { testLocation } from '@lianyi/shared/testing/test-databases';
import { type ApartCounty, serveApart } from './apart';
import { createClient, type DemoClient } from './client';

export type TopologyKind = 'one process' | 'apart';

/** A running county for a test: the real gateway before the real subgraphs. */
export interface TestCounty extends DemoClient {
  readonly gateway: RunningGateway;
  readonly topology: Topology;
  /** Who lives here, and what happened to them. */
  readonly county: County;
  readonly dataDir: string;
  /** Only where the subgraphs run apart. */
  readonly apart: ApartCounty | null;
  /** One more gateway before the same parts; it stops with the county. */
  another(): Promise<DemoClient & Pick<TestCounty, 'gateway'>>;
  stop(): Promise<void>;
}

export interface CountyOptions {
  readonly kind?: DatabaseKind;
  readonly topology?: TopologyKind;
  readonly patients?: number;
  /** A fixed clock of the subgraphs. */
  readonly now?: () => Date;
  /** How long the gateway still answers once it was told to stop. */
  readonly drainSeconds?: number;
  /** Whether what happens is told to the change feed, and to other parts: of one process, or all. */
  readonly events?: boolean | 'heard by all';
  /** Takes every line of every part's log, at its most talkative. */
  readonly log?: string[];
}

/** Ids that are the same in every county built alike. */
function countingIds(label: string) {
  let count = 0;
  return () => {
    count += 1;
    const hex = createHash('sha256').update(`${label} ${count}`).digest('hex');
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
  };
}

const secrets = {
  fieldKey: 'a field key that only tests use',
  viewerKey: 'a viewer key that only tests use',
};

const environment = (dataDir: string, { drainSeconds = 0 }: CountyOptions) => ({
  DATA_DIR: dataDir,
  ...{ PORT: '0', HL7_PORT: '0', DEMO: 'on', LOG_LEVEL: 'error' },
  DRAIN_SECONDS: String(drainSeconds),
});

/** Starts a county with its demo residents on databases of its own. */
export async function startCounty(options: CountyOptions = {}): Promise<TestCounty> {
  const { kind = 'sqlite', topology: form = 'one process', patients = 40, now, log } = options;
  const { location, remove } = testLocation(kind);
  const logger = log
    ? createLogger('test', 'debug', { write: (line: string) => log.push(line) })
    : createLogger('test', 'silent');
  const keys = createKeyRing(secrets);
  const base = readGatewayConfig(environment(location.dataDir, options));
  const metrics = createGatewayMetrics({ processMetrics: false });
  const overrides = {
    location,
    logger,
    newId: countingIds('id'),
    countDecision: metrics.accessDecision,
    ...(now ? { now } : {}),
  };

  const filled = await openTopology(base, keys, logger, overrides);
  const request = { dataDir: location.dataDir, patients, progress: { write: () => true } };
  const county = await loadDemoCounty(filled, { ...request, ...(now ? { now: now() } : {}) });
  let apart: ApartCounty | null = null;
  let topology = filled;
  if (form === 'apart') {
    await filled.close();
    const { events } = options;
    apart = await serveApart({ ...overrides, keys }, { keys, logger, events });
    topology = await openTopology({ ...base, urls: new Map(apart.urls) }, keys, logger);
  }
  if (options.events) topology.startEvents(metrics.events);
  topology.showState(metrics.state);
  const gateway = await startGateway(base, { topology, keys, logger, metrics });
  const others = othersBeside(base, { topology, keys, logger });
  return {
    gateway,
    ...{ topology, apart, county, dataDir: location.dataDir },
    ...{ ...createClient(gateway.url), another: others.start },
    async stop() {
      await gateway.close();
      await others.close();
      await topology.close();
      await apart?.close();
      await remove(subgraphNames);
    },
  };
}

/** More gateways before the same parts, without a door for messages. */
function othersBeside(config: GatewayConfig, parts: Omit<GatewayParts, 'metrics'>) {
  const started: RunningGateway[] = [];
  return {
    async start() {
      const metrics = createGatewayMetrics({ processMetrics: false });
      const gateway = await startGateway({ ...config, hl7Port: null }, { ...parts, metrics });
      started.push(gateway);
      return { gateway, ...createClient(gateway.url) };
    },
    close: () => Promise.all(started.map((gateway) => gateway.close())),
  };
}
