import { Readable } from 'node:stream';
import type { ApolloServer } from '@apollo/server';
import type { Viewer } from '@lianyi/shared/auth/viewer';
import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { TokenVerifier } from '../auth/verify-token';
import type { GatewayContext } from '../context';
import { clientGone } from './client-gone';
import type { Departure } from './departure';
import { readEventsThrough } from './event-page';
import { eventStream, sentAway } from './event-stream';
import { createFeedWatch, type FeedEnd } from './feed-watch';
import type { HttpNumbers } from './http-numbers';
import type { Places } from './places';

export interface EventsRouteOptions {
  readonly server: ApolloServer<GatewayContext>;
  readonly verifier: TokenVerifier;
  readonly newId: () => string;
  /** Absent where there is no change feed: then there is no such route. */
  readonly feedEnd?: FeedEnd | undefined;
  readonly departure: Departure;
  /** For the streams of this process. */
  readonly streams: Places;
  readonly numbers: Pick<HttpNumbers, 'eventPollMs' | 'eventHeartbeatMs'>;
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
 * answer begins, so that whoever may not see it, or has an old cursor, is told by the status. A
 * process that leaves answers, too: a browser's `EventSource` gives up for good on any other status.
 */
export function eventsRoute(app: FastifyInstance, options: EventsRouteOptions) {
  const { server, verifier, newId, feedEnd, departure, streams, numbers } = options;
  if (!feedEnd) return;
  const watch = createFeedWatch(feedEnd, numbers.eventPollMs);
  const read = readEventsThrough(server, newId);
  const signIn = async (request: FastifyRequest) => {
    request.viewer = await verifier.verify(request.headers.authorization);
  };

  const answer = async (request: FastifyRequest, reply: FastifyReply) => {
    if (departure.signal.aborted) return begin(reply).send(sentAway(departure.comeBackMs()));
    // She may have gone while it was asked who she is, and how often she asks.
    const gone = clientGone(request, reply);
    if (gone.aborted) return reply.hijack();
    const viewer = (): Promise<Viewer> => verifier.verify(request.headers.authorization);
    const from = { after: lastEventId(request), types: typesOf(request) };
    streams.take(gone);
    const first = await read({ viewer: await viewer(), ...from });
    const ended = AbortSignal.any([gone, departure.signal]);
    const asking = { read, watch, viewer, ended, comeBackMs: departure.comeBackMs };
    const text = eventStream({ ...asking, heartbeatMs: numbers.eventHeartbeatMs }, from, first);
    const stream = Readable.from(text);
    gone.addEventListener('abort', () => stream.destroy());
    return begin(reply).send(stream);
  };
  app.get('/events', { exposeHeadRoute: false, onRequest: signIn }, answer);
}

/** A connection ends with its stream: over it a client would come back to a process that leaves. */
const begin = (reply: FastifyReply) =>
  reply
    .header('content-type', 'text/event-stream; charset=utf-8')
    .header('x-accel-buffering', 'no')
    .header('connection', 'close');
