import type { KeyRing } from '../crypto/key-ring';
import { Unavailable } from '../errors/domain-error';
import type { Logger } from '../logging/logger';
import type { SubgraphName } from '../ports/ask-subgraph';
import { createRemoteSubgraph, type RemoteSubgraph } from './remote-subgraph';

/** Clients of subgraphs by their addresses; a connection is opened when the first question is asked. */
export function connectSubgraphs(
  urls: Iterable<readonly [SubgraphName, string]>,
  { keys, logger, timeoutMs }: { keys: KeyRing; logger: Logger; timeoutMs: number },
): ReadonlyMap<SubgraphName, RemoteSubgraph> {
  const client = (name: SubgraphName, url: string) =>
    createRemoteSubgraph(
      {
        name,
        ...{ url, keys, timeoutMs },
        onBreaker: (open) =>
          open
            ? logger.warn({ subgraph: name }, 'subgraph is left alone until it is ready')
            : logger.info({ subgraph: name }, 'subgraph is asked again'),
      },
      (error, { traceId }) =>
        logger.warn({ err: error, traceId, subgraph: name }, 'subgraph did not answer'),
    );
  return new Map([...urls].map(([name, url]) => [name, client(name, url)]));
}

/** The client of a subgraph; one that has none could not be asked. */
export function connectedTo(
  remotes: ReadonlyMap<SubgraphName, RemoteSubgraph>,
  name: SubgraphName,
): RemoteSubgraph {
  const found = remotes.get(name);
  if (!found) throw new Unavailable(name);
  return found;
}
