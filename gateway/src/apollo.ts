import { ApolloServer } from '@apollo/server';
import type { Logger } from '@lianyi/shared/logging/logger';
import type { GraphQLSchema } from 'graphql';
import type { GatewayContext } from './context';
import type { GatewayInterface } from './execution/plan/compiled-gateway';
import { newTraceId } from './http/trace-id';
import { createApolloLogger } from './plugins/apollo-logger';
import { type AdaptError, createErrorMasking } from './plugins/error-masking';
import type { RecordOperation } from './plugins/operation-record';
import { requestLog } from './plugins/request-log';

export interface ApolloOptions {
  readonly logger: Logger;
  readonly record: RecordOperation;
  /** Introspection and schema names in refusals; never in production. */
  readonly showSchema: boolean;
  readonly adaptError?: AdaptError;
}

/** What answers: a gateway, or a schema of its own. */
type Graph =
  | { readonly gateway: GatewayInterface }
  | { readonly schema: GraphQLSchema; readonly rootValue: object };

/** Apollo Server before a graph, started: it parses and validates, and every error is formatted. */
export async function startApollo(
  graph: Graph,
  { logger, record, showSchema, adaptError }: ApolloOptions,
): Promise<ApolloServer<GatewayContext>> {
  const masking = createErrorMasking(logger, newTraceId, adaptError);
  const server = new ApolloServer<GatewayContext>({
    ...graph,
    ...{ introspection: showSchema, hideSchemaDetailsFromClientErrors: !showSchema },
    ...{ persistedQueries: false, includeStacktraceInErrorResponses: false },
    formatError: masking.formatError,
    logger: createApolloLogger(logger),
    plugins: [masking.plugin, requestLog(record)],
    stopOnTerminationSignals: false,
  });
  await server.start();
  return server;
}
