import { ApolloGateway, type GraphQLDataSource } from '@apollo/gateway';
import type { ApolloServer } from '@apollo/server';
import type { CacheState } from '@lianyi/shared/collections/cache-count';
import { Unavailable } from '@lianyi/shared/errors/domain-error';
import { type SubgraphName, subgraphNames } from '@lianyi/shared/ports/ask-subgraph';
import type { GraphQLSchema } from 'graphql';
import { type ApolloOptions, startApollo } from './apollo';
import type { GatewayContext } from './context';
import { createInProcessSource } from './execution/in-process';
import type { FindSource } from './execution/plan/compile-fetch';
import { compiledGateway, type RunKnown } from './execution/plan/compiled-gateway';
import type { RecordFetch } from './execution/record-fetch';
import { openReference } from './execution/reference/open-reference';
import { createRemoteSource } from './execution/remote';
import { createApolloLogger } from './plugins/apollo-logger';
import type { Topology } from './topology';

export interface GraphServerOptions extends ApolloOptions {
  readonly supergraphSdl: string;
  readonly topology: Topology;
  readonly recordFetch: RecordFetch;
}

export interface GraphServer {
  readonly server: ApolloServer<GatewayContext>;
  readonly runKnown: RunKnown;
  /** The public schema, as clients see it. */
  apiSchema(): GraphQLSchema;
  /** Of the operations that are compiled. */
  compiled(): CacheState;
  /** Of the reference data that is kept. */
  reference(): CacheState;
}

/** Apollo Server over the supergraph: planning by Apollo, fetches by our own data sources. */
export async function startGraphServer(options: GraphServerOptions): Promise<GraphServer> {
  const { logger, topology, recordFetch, supergraphSdl } = options;
  const find = keptSources((name) => sourceOf(topology, name, recordFetch));
  const apollo = new ApolloGateway({
    supergraphSdl,
    logger: createApolloLogger(logger),
    buildService: ({ name }) => find(name),
  });
  const reference = openReference(supergraphSdl, topology);
  const gateway = compiledGateway(apollo, supergraphSdl, find, reference);
  let apiSchema: GraphQLSchema | undefined;
  apollo.onSchemaLoadOrUpdate((loaded) => {
    apiSchema = loaded.apiSchema;
  });
  const server = await startApollo({ gateway }, options);
  return {
    server,
    runKnown: gateway.runKnown,
    compiled: gateway.state,
    reference: reference.kept.state,
    apiSchema() {
      if (!apiSchema) throw new Error('the supergraph is not loaded');
      return apiSchema;
    },
  };
}

/** One data source per subgraph, whoever asks for it. */
function keptSources(make: FindSource): FindSource {
  const sources = new Map<string, GraphQLDataSource<GatewayContext>>();
  return (name) => {
    const source = sources.get(name) ?? make(name);
    sources.set(name, source);
    return source;
  };
}

function sourceOf(
  topology: Topology,
  name: string,
  record: RecordFetch,
): GraphQLDataSource<GatewayContext> {
  const known: SubgraphName | undefined = subgraphNames.find((one) => one === name);
  const local = known && topology.local.get(known);
  if (local) return createInProcessSource(local, record);
  const remote = known && topology.remote.get(known);
  if (remote) return createRemoteSource(remote, record);
  throw new Unavailable(name);
}
