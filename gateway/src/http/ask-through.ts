import type { ApolloServer } from '@apollo/server';
import type { Viewer } from '@lianyi/shared/auth/viewer';
import { DomainError, errorCodes } from '@lianyi/shared/errors/domain-error';
import { traced } from '@lianyi/shared/tracing/tracing';
import type { GatewayContext } from '../context';
import { newTraceId } from './trace-id';

/** An operation of a route's own, for the viewer of its request. */
export interface RouteOperation {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly operationName: string;
  readonly viewer: Viewer;
}

/**
 * Asks the graph for a route that is no GraphQL, as any client would: what a viewer may see has its
 * one place. Rejects with the graph's refusal.
 */
export const askThrough =
  (server: ApolloServer<GatewayContext>, newId: () => string) =>
  async ({ query, variables, operationName, viewer }: RouteOperation) => {
    const origin = { traceId: newTraceId() };
    const contextValue = { viewer, requestId: newId(), operationName, grants: [], ...origin };
    const { body } = await traced({ name: 'operation', origin }, () =>
      server.executeOperation({ query, variables }, { contextValue }),
    );
    if (body.kind !== 'single') throw new Error('answers are never sent in parts');
    const { data, errors } = body.singleResult;
    const [error] = errors ?? [];
    if (error) throw refusalOf(error);
    return data ?? {};
  };

/** The graph's refusal as one; what it could not explain fails here, too. */
function refusalOf({ message, extensions }: { message: string; extensions?: object }) {
  const { code: given, ...details } = { ...extensions } as Record<string, string | boolean>;
  const code = errorCodes.find((known) => known === given);
  return code === undefined ? new Error(message) : new DomainError(code, message, details);
}
