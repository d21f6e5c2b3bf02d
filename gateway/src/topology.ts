import type { InstallationKeys } from '@lianyi/shared/crypto/key-ring';
import type { EventBus, Neighbours } from '@lianyi/shared/events/event-bus';
import { createLogger, type Logger } from '@lianyi/shared/logging/logger';
import type { EventGauges } from '@lianyi/shared/metrics/event-gauges';
import type { StateGauges } from '@lianyi/shared/metrics/state-gauges';
import {
  type AskSubgraph,
  type SubgraphName,
  subgraphNames,
} from '@lianyi/shared/ports/ask-subgraph';
import { connectedTo, connectSubgraphs } from '@lianyi/shared/subgraph/connect-subgraphs';
import { hostEvents } from '@lianyi/shared/subgraph/host-events';
import { createLocalAsk } from '@lianyi/shared/subgraph/local-ask';
import { createRemoteAsk } from '@lianyi/shared/subgraph/remote-ask';
import type { RemoteSubgraph } from '@lianyi/shared/subgraph/remote-subgraph';
import type { RunningSubgraph, SubgraphOptions } from '@lianyi/shared/subgraph/subgraph';
import { type LocationConfig, locationOf } from '@lianyi/shared/subgraph/subgraph-config';
import type { GatewayConfig } from './config';

/** The five subgraphs, each in this process or behind HTTP, as the configuration says. */
export interface Topology {
  readonly local: ReadonlyMap<SubgraphName, RunningSubgraph>;
  readonly remote: ReadonlyMap<SubgraphName, RemoteSubgraph>;
  readonly ask: AskSubgraph;
  /** For caches of the gateway: see `EventBus`. Nothing is heard of parts apart without Redis. */
  readonly onChange: EventBus['onChange'];
  /** Begins to send events of the subgraphs here. */
  startEvents(gauges: EventGauges): void;
  /** Shows the parts here, and how those apart are reached. */
  showState(gauges: StateGauges): void;
  /** Sends the events that wait, then stops the subgraphs here. */
  close(): Promise<void>;
}

type TopologyConfig = LocationConfig &
  Pick<GatewayConfig, 'urls' | 'answerTimeoutMs' | 'logLevel' | 'redisUrl'>;

/** Connects to the subgraphs that have an address and starts the others here. */
export async function openTopology(
  config: TopologyConfig,
  keys: InstallationKeys,
  logger: Logger,
  overrides: Partial<SubgraphOptions> = {},
  neighbours?: Neighbours,
): Promise<Topology> {
  const remote = connectSubgraphs(config.urls, {
    keys,
    ...{ logger, timeoutMs: config.answerTimeoutMs },
  });
  const local = new Map<SubgraphName, RunningSubgraph>();
  const askLocal = createLocalAsk((name) => local.get(name));
  const askRemote = createRemoteAsk((name) => connectedTo(remote, name));
  const ask: AskSubgraph = (name, question) =>
    (remote.has(name) ? askRemote : askLocal)(name, question);

  const here = subgraphNames.filter((name) => !remote.has(name));
  const events = hostEvents({ redisUrl: config.redisUrl, logger, neighbours });
  const optionsOf = (name: SubgraphName): SubgraphOptions => ({
    keys,
    ...{ ask, events: events.bus, logger: createLogger(name, config.logLevel) },
    location: locationOf(config),
    ...overrides,
  });
  if (here.length > 0) {
    // Loaded only where needed: a gateway before services of their own carries no subgraph's code.
    const { openEmbedded } = await import('./embedded.js');
    for (const subgraph of await openEmbedded(here, optionsOf)) local.set(subgraph.name, subgraph);
  }
  const close = async () => {
    await events.close();
    await Promise.all([...local.values()].map((subgraph) => subgraph.stop()));
    await Promise.all([...remote.values()].map((subgraph) => subgraph.close()));
  };
  const startEvents = (gauges: EventGauges) => events.start(local.values(), gauges);
  const showState = (gauges: StateGauges) => {
    for (const { name, inner } of local.values()) gauges.watch(name, inner);
    for (const subgraph of remote.values()) gauges.watchRemote(subgraph);
  };
  return { local, remote, ask, onChange: events.bus.onChange, startEvents, showState, close };
}
