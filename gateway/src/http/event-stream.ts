import type { Viewer } from '@lianyi/shared/auth/viewer';
import { DomainError } from '@lianyi/shared/errors/domain-error';
import { createPause } from '@lianyi/shared/time/pause';
import type { EventPage, ReadEvents } from './event-page';
import type { FeedWatch } from './feed-watch';

export interface EventStreamOptions {
  readonly read: ReadEvents;
  readonly watch: FeedWatch;
  /** The viewer, as long as the token is good; rejects afterwards. */
  readonly viewer: () => Promise<Viewer>;
  /** The client has gone, or this process is leaving. */
  readonly ended: AbortSignal;
  /** When a client is to come back that is sent away as this process leaves. */
  readonly comeBackMs: () => number;
  readonly heartbeatMs: number;
}

/** Where a client takes the stream up, and what of it. */
export interface EventsFrom {
  readonly after: string | null;
  readonly types: readonly string[] | null;
}

/** A client keeps the last `retry` it was told: one for a departure must not be its next one's, too. */
const beginning = 'retry: 1000\n: changes\n\n';

/** Sends a client away, to whoever serves when it comes back. */
export const sentAway = (comeBackMs: number) =>
  `retry: ${comeBackMs}\n: this gateway is leaving\n\n`;

/**
 * A page as events; each has its cursor as its id. What was passed over moves the client's last id,
 * too, so that it need not be passed over again.
 */
function written({ nodes, pageInfo }: EventPage): string {
  const events = nodes.map((node) => `id: ${node.cursor}\ndata: ${JSON.stringify(node)}\n\n`);
  const { endCursor } = pageInfo;
  if (endCursor !== null && endCursor !== nodes.at(-1)?.cursor) events.push(`id: ${endCursor}\n\n`);
  return events.join('');
}

const refused = (error: DomainError) =>
  `event: refused\ndata: ${JSON.stringify({ code: error.code, message: error.message, ...error.details })}\n\n`;

/**
 * The text of a stream after its first page. It is made as it is taken: for a client that does not
 * read, one page waits and nothing is asked for. Ends with the token, with a refusal, with the
 * client or with the process; while the feed cannot be asked it is silent but for its heartbeat.
 */
export async function* eventStream(
  { read, watch, viewer, ended, comeBackMs, heartbeatMs }: EventStreamOptions,
  { types, after: from }: EventsFrom,
  first: EventPage,
): AsyncGenerator<string, void, undefined> {
  const pause = createPause();
  let after = first.pageInfo.endCursor ?? from;
  let more = first.pageInfo.hasNextPage;
  const stopWatching = watch.watch((end) => {
    more ||= end !== after;
    if (more) pause.cut();
  });
  ended.addEventListener('abort', pause.cut);
  try {
    yield `${beginning}${written(first)}`;
    for (;;) {
      if (!more && !ended.aborted) await pause.wait(heartbeatMs);
      if (ended.aborted) return yield sentAway(comeBackMs());
      const page = await nextPage({ more, after, types, read, viewer });
      if (page instanceof DomainError) return yield refused(page);
      more = page?.pageInfo.hasNextPage ?? false;
      const text = page === null ? '' : written(page);
      after = page?.pageInfo.endCursor ?? after;
      if (text !== '' || !more) yield text === '' ? ': heartbeat\n\n' : text;
    }
  } finally {
    stopWatching();
    ended.removeEventListener('abort', pause.cut);
  }
}

interface Next extends EventsFrom, Pick<EventStreamOptions, 'read' | 'viewer'> {
  readonly more: boolean;
}

/** The page after a cursor, or why the stream ends; null where nothing is to be told yet. */
async function nextPage({ more, after, types, read, viewer }: Next) {
  try {
    const asking = await viewer();
    return more ? await read({ viewer: asking, after, types }) : null;
  } catch (error) {
    if (!(error instanceof DomainError) || error.code === 'UNAVAILABLE') return null;
    return error;
  }
}
