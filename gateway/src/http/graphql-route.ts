import { type ApolloServer, HeaderMap } from '@apollo/server';
import type { Viewer } from '@lianyi/shared/auth/viewer';
import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import { traced } from '@lianyi/shared/tracing/tracing';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { TokenVerifier } from '../auth/verify-token';
import type { GatewayContext } from '../context';
import type { QueryLimits } from '../limits/query-limits';
import { cleanName } from '../plugins/operation-record';
import { HttpRefusal } from './http-error';
import type { AnswerKnown, WrittenAnswer } from './known-answer';
import type { PersistedOperations } from './persisted-operations';
import { type GraphqlRequest, readBody, readSearch } from './read-request';

export interface GraphqlRouteOptions {
  readonly server: ApolloServer<GatewayContext>;
  readonly verifier: TokenVerifier;
  readonly limits: QueryLimits;
  readonly persisted: PersistedOperations;
  readonly answerKnown?: AnswerKnown | undefined;
}

declare module 'fastify' {
  interface FastifyRequest {
    viewer: Viewer | null;
    operation: string | undefined;
  }
}

/** What Apollo is handed: the address where it was one, so that it refuses whatever is no query. */
const handedOn = (method: string, { operationName, variables }: GraphqlRequest, query: string) => {
  const body = { query, ...(operationName && { operationName }), ...(variables && { variables }) };
  if (method === 'POST') return { method, search: '', body };
  const fields = { ...body, ...(variables && { variables: JSON.stringify(variables) }) };
  return { method, search: `?${new URLSearchParams(fields as Record<string, string>)}`, body: '' };
};

/** Where it is of another trace than the request's, it is not followed. */
const traceparentOf = ({ headers: { traceparent } }: FastifyRequest) =>
  typeof traceparent === 'string' ? traceparent : undefined;

/**
 * An answer that says why nothing was executed is 200 to a client that accepts plain JSON alone:
 * there a 4xx may come from anybody on the way (GraphQL over HTTP, 6.4.1).
 */
const statusOf = (status: number, type: string | undefined) =>
  status === 400 && type?.startsWith('application/json') ? 200 : status;

/** What Apollo Server makes of a request. */
const createAsking =
  (server: ApolloServer<GatewayContext>) =>
  async (
    handed: ReturnType<typeof handedOn>,
    accept: string | undefined,
    context: GatewayContext,
  ): Promise<WrittenAnswer> => {
    // Only these headers go further: whatever else a client sends, internal names too, ends here.
    const headers = new HeaderMap([
      ['content-type', 'application/json'],
      ['accept', accept ?? 'application/json'],
    ]);
    const response = await server.executeHTTPGraphQLRequest({
      httpGraphQLRequest: { headers, ...handed },
      context: async () => context,
    });
    if (response.body.kind !== 'complete') throw new Error('answers are never sent in parts');
    const type = response.headers.get('content-type');
    return {
      status: statusOf(response.status ?? 200, type),
      headers: response.headers,
      body: response.body.string,
    };
  };

/** `/graphql` by POST, and queries by GET: sign-in before anything is read, limits before anything is parsed. */
export function graphqlRoute(app: FastifyInstance, options: GraphqlRouteOptions) {
  const { server, verifier, limits, persisted, answerKnown } = options;
  const askApollo = createAsking(server);
  app.decorateRequest('viewer', null);
  app.decorateRequest('operation', undefined);

  const signIn = async (request: FastifyRequest) => {
    request.viewer = await verifier.verify(request.headers.authorization);
  };

  const answer = async (request: FastifyRequest, reply: FastifyReply) => {
    const { viewer, id: requestId, traceId, method } = request;
    if (!viewer) throw new Error('the request was not signed in');
    const asked = method === 'POST' ? readBody(request.body) : readSearch(request.query);
    request.operation = asked.operationName;
    const query = persisted.textOf(asked);
    const named = limits.check({ ...asked, query });
    persisted.keep(asked);
    const operationName = named === undefined ? undefined : cleanName(named);
    const context = { viewer, requestId, traceId, operationName, grants: [] };
    const origin = { traceId, traceparent: traceparentOf(request) };
    const { accept } = request.headers;
    const { status, headers, body } = await traced({ name: 'operation', origin }, async () => {
      const question = { ...asked, query, accept };
      const known = method === 'POST' ? await answerKnown?.(question, context) : undefined;
      return known ?? (await askApollo(handedOn(method, asked, query), accept, context));
    });
    for (const [name, value] of headers) reply.header(name, value);
    return reply.code(status).send(body);
  };

  app.route({ method: ['GET', 'POST'], url: '/graphql', onRequest: signIn, handler: answer });
  const refuseMethod = async (_request: FastifyRequest, reply: FastifyReply) => {
    reply.header('allow', 'GET, POST');
    throw new HttpRefusal(405, new InvalidInput('method', 'must be POST, or GET for a query.'));
  };
  app.route({
    method: ['PUT', 'PATCH', 'DELETE', 'OPTIONS'],
    url: '/graphql',
    onRequest: refuseMethod,
    handler: refuseMethod,
  });
}
