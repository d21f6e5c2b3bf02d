import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '@lianyi/shared/testing/free-port';
import { Agent, request } from 'undici';

/** What becomes of a question that comes to a door. */
export type DoorMode =
  | 'pass'
  /** Nobody listens. */
  | 'refuse'
  /** The connection stays open, and nothing comes. */
  | 'swallow'
  /** The connection is reset before the part hears of it. */
  | 'reset'
  /** The part did it, and the connection breaks off in the middle of the answer. */
  | 'cut'
  /** The part did it; half of the answer comes, declared as the whole. */
  | 'half'
  /** The part did it; an answer of no bytes comes. */
  | 'empty'
  /** A proxy's page instead of an answer. */
  | 'page'
  /** Status 200, a text that is not JSON. */
  | 'text'
  /** Each question waits before it goes on. */
  | 'slow';

/** Milliseconds a question waits at a slow door; longer than a part may take. */
export const slowness = 1500;

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export interface Replied {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

/** Changes what goes through a door; `ask` asks the part, once or more. */
export type Meddler = (asked: Asked, ask: (asked: Asked) => Promise<Replied>) => Promise<Replied>;

/** An HTTP proxy before one part: it spoils what passes, as it is told. */
export interface Door {
  readonly port: number;
  set(mode: DoorMode): Promise<void>;
  /** Lets a planted defect change what passes; null: nothing does. */
  meddle(meddler: Meddler | null): void;
  close(): Promise<void>;
}

/** Before the address that `target` names, such as `http://127.0.0.1:4101`. */
export async function openDoor(target: string): Promise<Door> {
  const port = await freePort();
  const agent = new Agent({ connections: 128, headersTimeout: 0, bodyTimeout: 0 });
  let mode: DoorMode = 'pass';
  let meddler: Meddler = (asked, ask) => ask(asked);
  const ask = askAt(target, agent);
  const serve = async (incoming: IncomingMessage, response: ServerResponse) => {
    const asked = await readAsked(incoming);
    const now = mode;
    if (now === 'swallow') return;
    if (now === 'reset') return void incoming.socket.resetAndDestroy();
    if (now === 'slow') await sleep(slowness);
    reply(now, await meddler(asked, ask), response);
  };
  const server = createServer((incoming, response) => {
    serve(incoming, response).catch(() => response.destroy());
  });
  const listen = () => new Promise<void>((done) => server.listen(port, '127.0.0.1', done));
  const shut = () => {
    server.closeAllConnections();
    return new Promise<void>((done) => server.close(() => done()));
  };
  await listen();
  return {
    port,
    async set(next) {
      if (next === 'refuse' && mode !== 'refuse') await shut();
      if (next !== 'refuse' && mode === 'refuse') await listen();
      // What was swallowed is let go.
      if (mode === 'swallow') server.closeAllConnections();
      mode = next;
    },
    meddle(next) {
      meddler = next ?? ((asked, pass) => pass(asked));
    },
    async close() {
      if (mode !== 'refuse') await shut();
      await agent.destroy();
    },
  };
}

/** What belongs to one connection alone; and no compression, so that what passes can be read. */
const ofConnection = new Set(['host', 'connection', 'content-length', 'accept-encoding']);

const askAt = (target: string, dispatcher: Agent) => async (asked: Asked) => {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(asked.headers))
    if (typeof value === 'string' && !ofConnection.has(name)) headers[name] = value;
  const { method, path, body } = asked;
  const answer = await request(`${target}${path}`, {
    method: method as 'GET' | 'POST',
    ...{ headers, dispatcher },
    ...(method === 'GET' ? {} : { body }),
  });
  const type = String(answer.headers['content-type'] ?? 'text/plain');
  return { status: answer.statusCode, type, body: await answer.body.text() };
};

async function readAsked(incoming: IncomingMessage): Promise<Asked> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const { method = 'GET', url: path = '/', headers } = incoming;
  return { method, path, headers, body: Buffer.concat(chunks).toString('utf8') };
}

function reply(mode: DoorMode, { status, type, body }: Replied, response: ServerResponse) {
  const bytes = Buffer.from(body);
  const half = bytes.subarray(0, bytes.length / 2);
  const send = (code: number, contentType: string, text: string | Buffer) => {
    response.writeHead(code, { 'content-type': contentType });
    response.end(text);
  };
  if (mode === 'cut') {
    response.writeHead(status, { 'content-type': type, 'content-length': bytes.length });
    response.write(half, () => response.destroy());
  } else if (mode === 'half') send(status, type, half);
  else if (mode === 'empty') send(status, type, '');
  else if (mode === 'page') send(502, 'text/html', '<html><h1>502 Bad Gateway</h1></html>');
  else if (mode === 'text') send(200, 'text/plain', 'upstream is being replaced');
  else send(status, type, body);
}
