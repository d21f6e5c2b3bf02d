import { type ApolloServer, HeaderMap } from '@apollo/server';
import type { Viewer } from '@lianyi/shared/auth/viewer';
import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { TokenVerifier } from '../auth/verify-token';
import type { GatewayContext } from '../context';
import { LimitExceeded } from '../limits/limit-exceeded';
import type { QueryLimits } from '../limits/query-limits';
import { cleanName } from '../plugins/operation-record';
import { HttpRefusal } from './http-error';

export interface GraphqlRouteOptions {
  readonly server: ApolloServer<GatewayContext>;
  readonly verifier: TokenVerifier;
  readonly limits: QueryLimits;
}

declare module 'fastify' {
  interface FastifyRequest {
    viewer: Viewer | null;
    operation: string | undefined;
  }
}

interface GraphqlBody {
  readonly query: string;
  readonly operationName?: string | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** One operation in the form of GraphQL over HTTP; extensions are not used and go no further. */
function readBody(body: unknown): GraphqlBody {
  if (Array.isArray(body)) throw new LimitExceeded('number of operations in a batch', 1);
  if (!isObject(body)) throw new InvalidInput('body', 'must be an object with a query.');
  const { query, operationName, variables } = body;
  if (typeof query !== 'string' || query.trim() === '')
    throw new InvalidInput('query', 'must be the text of an operation.');
  if (operationName != null && typeof operationName !== 'string')
    throw new InvalidInput('operationName', 'must be text.');
  if (variables != null && !isObject(variables))
    throw new InvalidInput('variables', 'must be an object.');
  return {
    query,
    ...(operationName ? { operationName } : {}),
    ...(variables ? { variables } : {}),
  };
}

/** `POST /graphql`: sign-in before anything is read, limits before anything is parsed. */
export function graphqlRoute(app: FastifyInstance, options: GraphqlRouteOptions) {
  const { server, verifier, limits } = options;
  app.decorateRequest('viewer', null);
  app.decorateRequest('operation', undefined);

  const signIn = async (request: FastifyRequest) => {
    request.viewer = await verifier.verify(request.headers.authorization);
  };

  const answer = async (request: FastifyRequest, reply: FastifyReply) => {
    const { viewer, id: requestId, traceId } = request;
    if (!viewer) throw new Error('the request was not signed in');
    const body = readBody(request.body);
    request.operation = body.operationName;
    const named = limits.check(body);
    const operationName = named === undefined ? undefined : cleanName(named);
    const context = { viewer, requestId, traceId, operationName, grants: [] };
    // Only these headers go further: whatever else a client sends, internal names too, ends here.
    const headers = new HeaderMap([
      ['content-type', 'application/json'],
      ['accept', request.headers.accept ?? 'application/json'],
    ]);
    const response = await server.executeHTTPGraphQLRequest({
      httpGraphQLRequest: { method: 'POST', headers, search: '', body },
      context: async () => context,
    });
    for (const [name, value] of response.headers) reply.header(name, value);
    reply.code(response.status ?? 200);
    if (response.body.kind !== 'complete') throw new Error('answers are never sent in parts');
    return reply.send(response.body.string);
  };

  app.post('/graphql', { onRequest: signIn }, answer);
  const refuseMethod = async (_request: FastifyRequest, reply: FastifyReply) => {
    reply.header('allow', 'POST');
    throw new HttpRefusal(405, new InvalidInput('method', 'must be POST.'));
  };
  app.route({
    method: ['GET', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'],
    url: '/graphql',
    onRequest: refuseMethod,
    handler: refuseMethod,
  });
}
