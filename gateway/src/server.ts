import { ApolloGateway, type GraphQLDataSource } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import type { CacheState } from '@lianyi/shared/collections/cache-count';
import { Unavailable } from '@lianyi/shared/errors/domain-error';
import type { Logger } from '@lianyi/shared/logging/logger';
import { type SubgraphName, subgraphNames } from '@lianyi/shared/ports/ask-subgraph';
import type { GraphQLSchema } from 'graphql';
import type { GatewayContext } from './context';
import { createInProcessSource } from './execution/in-process';
import type { FindSource } from './execution/plan/compile-fetch';
import { compiledGateway } from './execution/plan/compiled-gateway';
import type { RecordFetch } from './execution/record-fetch';
import { createRemoteSource } from './execution/remote';
import { newTraceId } from './http/trace-id';
import { createApolloLogger } from './plugins/apollo-logger';
import { createErrorMasking } from './plugins/error-masking';
import type { RecordOperation } from './plugins/operation-record';
import { requestLog } from './plugins/request-log';
import type { Topology } from './topology';

export interface GraphServerOptions {
  readonly supergraphSdl: string;
  readonly topology: Topology;
  readonly logger: Logger;
  readonly record: RecordOperation;
  readonly recordFetch: RecordFetch;
  /** Introspection and schema names in refusals; never in production. */
  readonly showSchema: boolean;
}

export interface GraphServer {
  readonly server: ApolloServer<GatewayContext>;
  /** The public schema, as clients see it. */
  apiSchema(): GraphQLSchema;
  /** Of the operations that are compiled. */
  compiled(): CacheState;
}

/** Apollo Server over the supergraph: planning by Apollo, fetches by our own data sources. */
export async function startGraphServer(options: GraphServerOptions): Promise<GraphServer> {
  const { logger, topology, recordFetch, showSchema } = options;
  const apolloLogger = createApolloLogger(logger);
  const { supergraphSdl } = options;
  const find = keptSources((name) => sourceOf(topology, name, recordFetch));
  const apollo = new ApolloGateway({
    ...{ supergraphSdl, logger: apolloLogger },
    buildService: ({ name }) => find(name),
  });
  const gateway = compiledGateway(apollo, supergraphSdl, find);
  let apiSchema: GraphQLSchema | undefined;
  apollo.onSchemaLoadOrUpdate((loaded) => {
    apiSchema = loaded.apiSchema;
  });
  const masking = createErrorMasking(logger, newTraceId);
  const server = new ApolloServer<GatewayContext>({
    ...{ gateway, introspection: showSchema, hideSchemaDetailsFromClientErrors: !showSchema },
    ...{ persistedQueries: false, includeStacktraceInErrorResponses: false },
    formatError: masking.formatError,
    logger: apolloLogger,
    plugins: [masking.plugin, requestLog(options.record)],
    stopOnTerminationSignals: false,
  });
  await server.start();
  return {
    server,
    compiled: gateway.state,
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
