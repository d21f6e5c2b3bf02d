import type { ApolloServer } from '@apollo/server';
import compress from '@fastify/compress';
import { DomainError } from '@lianyi/shared/errors/domain-error';
import type { Logger } from '@lianyi/shared/logging/logger';
import { countConnections } from '@lianyi/shared/metrics/count-connections';
import type { InnerState } from '@lianyi/shared/metrics/inner-state';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { DemoIssuer } from '../auth/demo-issuer';
import type { TokenVerifier } from '../auth/verify-token';
import type { GatewayContext } from '../context';
import type { QueryLimits } from '../limits/query-limits';
import type { GatewayMetrics } from '../metrics/gateway-metrics';
import type { RecordOperation } from '../plugins/operation-record';
import { answerHeaders } from './answer-headers';
import { authRoutes } from './auth-routes';
import { calendarRoute, type ReadCalendar } from './calendar-route';
import { createApp } from './create-app';
import { createDeparture, type Leaving } from './departure';
import { eventsRoute } from './events-route';
import type { FeedEnd } from './feed-watch';
import { graphqlRoute } from './graphql-route';
import { type HealthOptions, healthRoutes } from './health-routes';
import { httpErrorAnswer } from './http-error';
import { type HttpNumbers, httpNumbers } from './http-numbers';
import { acceptJson } from './json-body';
import type { AnswerKnown } from './known-answer';
import { metricsRoute } from './metrics-route';
import { paperRoutes } from './paper-routes';
import type { PersistedOperations } from './persisted-operations';
import { createPlaces } from './places';
import { limitRates, type RateLimitOptions } from './rate-limit';

export interface HttpOptions {
  /** Started; whoever started it stops it after `close`. */
  readonly server: ApolloServer<GatewayContext>;
  /** Absent where Apollo Server answers everything. */
  readonly answerKnown?: AnswerKnown | undefined;
  readonly verifier: TokenVerifier;
  readonly limits: QueryLimits;
  readonly persisted: PersistedOperations;
  readonly metrics: GatewayMetrics;
  readonly record: RecordOperation;
  readonly logger: Logger;
  readonly checks: HealthOptions['checks'];
  readonly notes?: HealthOptions['notes'];
  readonly newId: () => string;
  /** Absent where nobody's requests are counted. */
  readonly rateLimit?: RateLimitOptions | undefined;
  /** Whether the graph writes the papers of `paper-routes.ts`. */
  readonly papers?: boolean | undefined;
  /** Absent where nobody keeps calendars. */
  readonly readCalendar?: ReadCalendar | undefined;
  /** Absent where there is no change feed. */
  readonly feedEnd?: FeedEnd | undefined;
  /** Only where the demo sign-in exists. */
  readonly demoIssuer?: DemoIssuer | undefined;
  readonly numbers?: HttpNumbers;
}

export interface GatewayHttp {
  readonly app: FastifyInstance;
  /** What clients have open. */
  readonly doors: InnerState['doors'];
  /** The address it listens on. */
  listen(at: { host: string; port: number }): Promise<string>;
  /**
   * Closes each connection after its answer, and says where it is announced that it is not ready;
   * still takes requests.
   */
  leave(leaving: Leaving): void;
  /** Takes no more requests, answers those under way, and is done within the closing time. */
  close(): Promise<void>;
}

declare module 'fastify' {
  interface FastifyRequest {
    traceId: string;
    began: number;
  }
}

/** The gateway's HTTP surface around a graph server. */
export function buildHttp(options: HttpOptions): GatewayHttp {
  const { verifier, metrics, numbers = httpNumbers } = options;
  const departure = createDeparture();
  const app = createApp(options.newId, numbers);
  const streams = createPlaces(numbers.eventStreams);
  const doors = { http: countConnections(app.server), events: streams.taken };
  acceptJson(app);
  answerHeaders(app, () => departure.signal.aborted);
  answerErrors(app, options, numbers);
  app.register(compress, {
    threshold: numbers.compressFromBytes,
    encodings: ['gzip', 'deflate'],
    // A small body must not become a large one here.
    globalDecompression: false,
  });
  // In a scope of their own, which is opened once the compression is there to be theirs.
  app.register(async (routes) => {
    await routes.register(async (graph) => {
      if (options.rateLimit) await limitRates(graph, options.rateLimit, numbers);
      graphqlRoute(graph, options);
      if (options.papers) paperRoutes(graph, options);
      if (options.readCalendar) calendarRoute(graph, options.readCalendar);
      eventsRoute(graph, { ...options, departure, streams, numbers });
    });
    healthRoutes(routes, {
      ...options,
      keepMs: numbers.readyKeepMs,
      isClosing: departure.isAnnounced,
    });
    metricsRoute(routes, { metrics, verifier });
  });
  if (options.demoIssuer) app.register(authRoutes(options.demoIssuer));
  return {
    app,
    doors,
    listen: ({ host, port }) => app.listen({ host, port }),
    leave: departure.begin,
    async close() {
      departure.begin({ drainSeconds: 0, announced: false });
      const late = setTimeout(() => app.server.closeAllConnections(), numbers.closingMs);
      await app.close();
      clearTimeout(late);
    },
  };
}

function answerErrors(app: FastifyInstance, options: HttpOptions, numbers: HttpNumbers) {
  const { logger, record } = options;
  const refuse = (error: unknown, request: FastifyRequest, reply: FastifyReply) => {
    const { traceId, id: requestId, viewer } = request;
    const { status, code, body } = httpErrorAnswer(error, numbers.bodyBytes, {
      traceId,
      onInternal: (cause) => logger.error({ traceId, err: cause }, 'request failed'),
    });
    if (request.routeOptions.url === '/graphql')
      record({
        traceId,
        ...{ requestId, outcome: code, executed: false },
        operation: request.operation ?? 'anonymous',
        durationMs: performance.now() - request.began,
        viewer: viewer ?? undefined,
      });
    if (status === 401) reply.header('www-authenticate', 'Bearer');
    return reply.code(status).send(body);
  };
  app.setErrorHandler<FastifyError>((error, request, reply) => refuse(error, request, reply));
  app.setNotFoundHandler((request, reply) =>
    refuse(new DomainError('NOT_FOUND', 'There is nothing here.'), request, reply),
  );
}
