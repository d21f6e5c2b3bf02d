import type { AskSubgraph, SubgraphName, SubgraphQuestion } from '../ports/ask-subgraph';
import { dataOrRefusal } from './local-ask';
import type { RemoteSubgraph } from './remote-subgraph';

/** Asks subgraphs behind HTTP. */
export const createRemoteAsk =
  (find: (name: SubgraphName) => RemoteSubgraph): AskSubgraph =>
  async <Data>(name: SubgraphName, { query, variables, identity }: SubgraphQuestion) =>
    dataOrRefusal<Data>(name, await find(name).send(query, variables, identity, []));
