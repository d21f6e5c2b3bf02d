import { openEmbedded } from '@lianyi/gateway/embedded';
import type { DatabaseLocation } from '@lianyi/shared/database/open-database';
import { createLogger } from '@lianyi/shared/logging/logger';
import { type SubgraphName, subgraphNames } from '@lianyi/shared/ports/ask-subgraph';
import { createRemoteAsk } from '@lianyi/shared/subgraph/remote-ask';
import { createRemoteSubgraph } from '@lianyi/shared/subgraph/remote-subgraph';
import { serveSubgraph } from '@lianyi/shared/subgraph/serve-subgraph';
import { jobOf, serve } from './child-side';
import { benchKeys } from './place';

export interface ServiceJob {
  readonly name: SubgraphName;
  readonly location: DatabaseLocation;
  /** One for each subgraph, so that they find each other. */
  readonly ports: Readonly<Record<SubgraphName, number>>;
}

const timeoutMs = 5000;
const host = '127.0.0.1';

/** One subgraph as a service of its own; the product and the plain gateway ask the same ones. */
async function start({ name, location, ports }: ServiceJob) {
  const [keys, logger] = [benchKeys(), createLogger(name, 'info')];
  const others = new Map(
    subgraphNames.map((other) => [
      other,
      createRemoteSubgraph(
        { name: other, url: `http://${host}:${ports[other]}/graphql`, keys, timeoutMs },
        (error) => logger.error({ err: error, subgraph: other }, 'did not answer'),
      ),
    ]),
  );
  const find = (other: SubgraphName) => {
    const found = others.get(other);
    if (!found) throw new Error(`there is no subgraph ${other}`);
    return found;
  };
  const options = { location, keys, logger, ask: createRemoteAsk(find) };
  const [subgraph] = await openEmbedded([name], () => options);
  if (!subgraph) throw new Error(`${name} did not start`);
  const served = await serveSubgraph(subgraph, { port: ports[name], host, keys, logger });
  return {
    url: served.url,
    async close() {
      await served.close();
      await subgraph.stop();
      await Promise.all([...others.values()].map((other) => other.close()));
    },
  };
}

serve(start(jobOf<ServiceJob>()));
