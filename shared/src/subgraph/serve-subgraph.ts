import { setTimeout as pause } from 'node:timers/promises';
import Fastify, {
  type FastifyInstance,
  type FastifyRequest,
  type onRequestHookHandler,
} from 'fastify';
import type { Registry } from 'prom-client';
import { createViewerHeaderReader, isSignedFor, viewerHeader } from '../auth/viewer-header';
import type { KeyRing } from '../crypto/key-ring';
import type { Logger } from '../logging/logger';
import { countConnections } from '../metrics/count-connections';
import { traced } from '../tracing/tracing';
import { largestBody, largestUnsigned } from './largest-body';
import type { RunningSubgraph } from './subgraph';

export interface ServeOptions {
  readonly port: number;
  readonly host: string;
  readonly keys: KeyRing;
  readonly logger: Logger;
  readonly now?: () => Date;
  /** What `GET /metrics` shows. */
  readonly metrics?: Registry;
}

export interface ServedSubgraph {
  readonly url: string;
  /** Connections that are open. */
  connections(): number;
  /**
   * Says that it is not ready, still answers for so long and closes each connection after its answer;
   * then answers what is under way, and closes.
   */
  close(drainSeconds?: number): Promise<void>;
}

const refused = {
  errors: [
    {
      message: 'Only the gateway and the other parts may ask this subgraph.',
      extensions: { code: 'UNAUTHENTICATED' },
    },
  ],
};

/**
 * A subgraph as a service of its own. It refuses whoever does not carry the signed viewer
 * (design rule 7), before anything of the request is parsed; the signature covers the body's
 * bytes, so the body stays text until it is checked.
 */
export async function serveSubgraph(
  subgraph: RunningSubgraph,
  options: ServeOptions,
): Promise<ServedSubgraph> {
  let leaving = false;
  const app = Fastify({
    bodyLimit: largestBody,
    keepAliveTimeout: 60_000,
    ...{ forceCloseConnections: 'idle', return503OnClosing: false },
  });
  app.addHook('onSend', async (_request, reply) => {
    if (leaving) reply.header('connection', 'close');
  });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) =>
    done(null, body),
  );

  graphqlRoute(app, subgraph, options);
  sideRoutes(app, subgraph, { metrics: options.metrics, isLeaving: () => leaving });
  const connections = countConnections(app.server);
  const url = await app.listen({ port: options.port, host: options.host });
  return {
    url: `${url}/graphql`,
    connections,
    async close(drainSeconds = 0) {
      leaving = true;
      await pause(drainSeconds * 1000);
      await app.close();
    },
  };
}

function graphqlRoute(
  app: FastifyInstance,
  subgraph: RunningSubgraph,
  { keys, now = () => new Date() }: Pick<ServeOptions, 'keys' | 'now'>,
) {
  const readViewer = createViewerHeaderReader(keys, subgraph.name);
  const onRequest: onRequestHookHandler = (request, reply, done) => {
    const header = singleHeader(request, viewerHeader);
    if (isSmall(request) || isSignedFor(keys, subgraph.name, header, now())) done();
    else reply.code(401).send(refused);
  };
  app.post('/graphql', { onRequest }, async (request, reply) => {
    const body = String(request.body);
    const identity = readViewer(singleHeader(request, viewerHeader), body, now());
    if (identity === null) return reply.code(401).send(refused);
    const { query, variables, extensions } = readRequest(body);
    const grants = { tokens: [...extensions.grants] };
    const context = subgraph.contextFor({ identity, grants });
    const traceparent = singleHeader(request, 'traceparent');
    const answer = await traced(
      { name: `serve ${subgraph.name}`, origin: { traceId: identity.traceId, traceparent } },
      () => subgraph.execute(query, variables, context),
    );
    const issued = grants.tokens.slice(extensions.grants.length);
    return reply.send(issued.length > 0 ? { ...answer, extensions: { grants: issued } } : answer);
  });
}

/** One that does not say its length may be of any. */
const isSmall = ({ headers }: FastifyRequest) =>
  Number(headers['content-length']) <= largestUnsigned;

interface SideRoutes {
  readonly metrics: Registry | undefined;
  readonly isLeaving: () => boolean;
}

function sideRoutes(
  app: FastifyInstance,
  subgraph: RunningSubgraph,
  { metrics, isLeaving }: SideRoutes,
) {
  if (metrics)
    app.get('/metrics', async (_request, reply) =>
      reply.type(metrics.contentType).send(await metrics.metrics()),
    );
  app.get('/health/live', async () => ({ status: 'live' }));
  app.get('/health/ready', async (_request, reply) => {
    const reason = await subgraph.ready().then(
      () => (isLeaving() ? 'it is closing' : null),
      () => 'its database does not answer',
    );
    return reply.code(reason === null ? 200 : 503).send({ status: reason ?? 'ready' });
  });
}

const singleHeader = (request: FastifyRequest, name: string) => {
  const value = request.headers[name];
  return Array.isArray(value) ? undefined : value;
};

/** The body was signed by another part, so its shape is the one `createRemoteSubgraph` writes. */
function readRequest(body: string) {
  const { query, variables, extensions } = JSON.parse(body) as {
    query: string;
    variables?: Record<string, unknown>;
    extensions?: { grants?: string[] };
  };
  return { query, variables: variables ?? {}, extensions: { grants: extensions?.grants ?? [] } };
}
