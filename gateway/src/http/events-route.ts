import { Readable } from 'node:stream';
import type { ApolloServer } from '@apollo/server';
import type { Viewer } from '@lianyi/shared/auth/viewer';
import { DomainError, InvalidInput, Unavailable } from '@lianyi/shared/errors/domain-error';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { TokenVerifier } from '../auth/verify-token';
import type { GatewayContext } from '../context';
import { readEventsThrough } from './event-page';
import { eventStream } from './event-stream';
import { createFeedWatch, type FeedEnd } from './feed-watch';
import type { HttpNumbers } from './http-numbers';

export interface EventsRouteOptions {
  readonly server: ApolloServer<GatewayContext>;
  readonly verifier: TokenVerifier;
  readonly newId: () => string;
  /** Absent where there is no change feed: then there is no such route. */
  readonly feedEnd?: FeedEnd | undefined;
  /** Aborted when this process leaves: streams end, and none begins. */
  readonly leaving: AbortSignal;
  readonly numbers: Pick<HttpNumbers, 'eventStreams' | 'eventPollMs' | 'eventHeartbeatMs'>;
}

const longestCursor = 200;

/** As the client's last event said; a client that has none begins with the oldest. */
function lastEventId({ headers }: FastifyRequest): string | null {
  const id = headers['last-event-id'];
  if (id === undefined || id === '') return null;
  if (typeof id !== 'string' || id.length > longestCursor)
    throw new InvalidInput('Last-Event-ID', 'is not a cursor of this feed.');
  return id;
}

/** `?types=results.report.stored,patients.patient.merged` */
function typesOf({ query }: FastifyRequest): readonly string[] | null {
  const types = (query as Readonly<Record<string, unknown>>).types;
  if (types === undefined) return null;
  if (typeof types !== 'string') throw new InvalidInput('types', 'must be given once.');
  return types.split(',');
}

/**
 * `GET /events`: the change feed as server-sent events. The first page is asked for before the
 * answer begins, so that whoever may not see it, or has an old cursor, is told by the status.
 */
export function eventsRoute(app: FastifyInstance, options: EventsRouteOptions) {
  const { server, verifier, newId, feedEnd, leaving, numbers } = options;
  if (!feedEnd) return;
  const watch = createFeedWatch(feedEnd, numbers.eventPollMs);
  const read = readEventsThrough(server, newId);
  let open = 0;

  const signIn = async (request: FastifyRequest) => {
    request.viewer = await verifier.verify(request.headers.authorization);
    if (leaving.aborted) throw new Unavailable('gateway');
    if (open >= numbers.eventStreams)
      throw new DomainError(
        'RATE_LIMITED',
        `${open} event streams are open here: try again later.`,
      );
  };

  const answer = async (request: FastifyRequest, reply: FastifyReply) => {
    const viewer = (): Promise<Viewer> => verifier.verify(request.headers.authorization);
    const from = { after: lastEventId(request), types: typesOf(request) };
    const gone = new AbortController();
    open += 1;
    reply.raw.once('close', () => {
      open -= 1;
      gone.abort();
    });
    const first = await read({ viewer: await viewer(), ...from });
    const ended = AbortSignal.any([gone.signal, leaving]);
    const heartbeatMs = numbers.eventHeartbeatMs;
    const text = eventStream({ read, watch, viewer, ended, heartbeatMs }, from, first);
    return reply
      .header('content-type', 'text/event-stream; charset=utf-8')
      .header('x-accel-buffering', 'no')
      .send(Readable.from(text));
  };
  app.get('/events', { exposeHeadRoute: false, onRequest: signIn }, answer);
}
