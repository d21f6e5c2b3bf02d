import { openEmbedded } from '@lianyi/gateway/embedded';
import type { KeyRing } from '@lianyi/shared/crypto/key-ring';
import { openEventBus } from '@lianyi/shared/events/open-event-bus';
import type { Logger } from '@lianyi/shared/logging/logger';
import { type SubgraphName, subgraphNames } from '@lianyi/shared/ports/ask-subgraph';
import { createRemoteAsk } from '@lianyi/shared/subgraph/remote-ask';
import { createRemoteSubgraph, type RemoteSubgraph } from '@lianyi/shared/subgraph/remote-subgraph';
import { type ServedSubgraph, serveSubgraph } from '@lianyi/shared/subgraph/serve-subgraph';
import type { SubgraphOptions } from '@lianyi/shared/subgraph/subgraph';

export interface ApartCounty {
  readonly urls: ReadonlyMap<SubgraphName, string>;
  /** Stops one service, as if its process had ended. */
  stopOne(name: SubgraphName): Promise<void>;
  close(): Promise<void>;
}

const asked = (remotes: ReadonlyMap<SubgraphName, RemoteSubgraph>, name: SubgraphName) => {
  const found = remotes.get(name);
  if (!found) throw new Error(`${name} is not up yet`);
  return found;
};

/** Every subgraph behind HTTP on a port of its own, asking the others over HTTP. */
export async function serveApart(
  options: Omit<SubgraphOptions, 'ask'>,
  {
    keys,
    logger,
    events = false,
    timeoutMs = 5000,
  }: {
    keys: KeyRing;
    logger: Logger;
    /** Whether events leave their outboxes: each process on its own as without Redis, or heard by all. */
    events?: boolean | 'heard by all' | undefined;
    timeoutMs?: number;
  },
): Promise<ApartCounty> {
  const remotes = new Map<SubgraphName, RemoteSubgraph>();
  const served = new Map<SubgraphName, ServedSubgraph>();
  const ask = createRemoteAsk((name) => asked(remotes, name));
  const common = openEventBus({ logger });
  const busOfOne = () => (events === 'heard by all' ? common : openEventBus({ logger }));
  const subgraphs = await openEmbedded(subgraphNames, () => ({
    ...options,
    ask,
    ...(events ? { events: busOfOne() } : {}),
  }));
  for (const subgraph of subgraphs) {
    const { name } = subgraph;
    const service = await serveSubgraph(subgraph, { port: 0, host: '127.0.0.1', keys, logger });
    served.set(name, service);
    remotes.set(
      name,
      createRemoteSubgraph({ name, url: service.url, keys, timeoutMs }, () => undefined),
    );
  }
  if (events) for (const { relay } of subgraphs) relay?.start();
  return {
    urls: new Map([...served].map(([name, { url }]) => [name, url])),
    async stopOne(name) {
      await served.get(name)?.close();
    },
    async close() {
      await Promise.all(subgraphs.map(({ relay }) => relay?.close()));
      await Promise.all([...remotes.values()].map((remote) => remote.close()));
      await Promise.all([...served.values()].map((service) => service.close()));
      await Promise.all(subgraphs.map((subgraph) => subgraph.stop()));
    },
  };
}
