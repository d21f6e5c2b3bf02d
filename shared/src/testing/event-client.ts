import { once } from 'node:events';
import { type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http';
import { finished } from 'node:stream/promises';

/** One event as it stood in the stream. */
export interface StreamEvent {
  readonly id: string | undefined;
  readonly name: string | undefined;
  readonly data: unknown;
}

export interface OpenStream {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** Everything that came. */
  text(): string;
  events(): StreamEvent[];
  /** The id a client would come back with. */
  lastId(): string | undefined;
  /** Resolves when the server has ended it, cleanly or not. */
  readonly done: Promise<'ended' | 'broken'>;
  close(): void;
}

/** Opens the change feed as a client does, over real HTTP. */
export async function openStream(
  url: string,
  headers: Readonly<Record<string, string>>,
  search = '',
): Promise<OpenStream> {
  // Not fetch: it opens a second connection when it is told to stop, and says nothing on it.
  const asking = request(`${url}/events${search}`, { headers, agent: false }).end();
  const [answer] = (await once(asking, 'response')) as [IncomingMessage];
  let text = '';
  answer.setEncoding('utf8').on('data', (part: string) => {
    text += part;
  });
  const done = finished(answer).then(
    () => 'ended' as const,
    () => 'broken' as const,
  );
  const blocks = () => text.split('\n\n').slice(0, -1).map(readBlock);
  return {
    status: answer.statusCode ?? 0,
    ...{ headers: answer.headers, done, text: () => text },
    events: () => blocks().filter(({ data }) => data !== undefined),
    lastId: () => blocks().findLast(({ id }) => id !== undefined)?.id,
    close: () => asking.destroy(),
  };
}

function readBlock(block: string): StreamEvent {
  const field = (name: string) =>
    block
      .split('\n')
      .find((line) => line.startsWith(`${name}: `))
      ?.slice(name.length + 2);
  const data = field('data');
  return {
    id: field('id'),
    name: field('event'),
    data: data === undefined ? undefined : (JSON.parse(data) as unknown),
  };
}
