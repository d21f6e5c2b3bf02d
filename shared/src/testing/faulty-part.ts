import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CallNumbers, readCallNumbers } from '../subgraph/call-numbers';
import { createRemoteSubgraph } from '../subgraph/remote-subgraph';
import { anIdentity, aViewer, testKeys } from './test-subgraph';

export type Behaviour = (request: IncomingMessage, response: ServerResponse, count: number) => void;

export const answered = { data: { ok: true } };
export const answer: Behaviour = (_request, response) =>
  void response.end(JSON.stringify(answered));
export const breakOff: Behaviour = (request) => void request.socket.destroy();
export const swallow: Behaviour = () => undefined;

export const away: Behaviour = (_request, response) => void response.writeHead(503).end();

const closing: (() => Promise<void>)[] = [];

/** Closes what was started since, the parts and their clients. */
export async function closeParts() {
  for (const close of closing.splice(0)) await close();
}

/** A part that misbehaves as told. */
async function listen(first: Behaviour) {
  let open = 0;
  const part = {
    does: first,
    ...{ questions: 0, headers: new Set<string>() },
    health: ((_request, response) => void response.end()) as Behaviour,
    connections: () => open,
  };
  const server = createServer((request, response) => {
    request.resume();
    if (request.url === '/health/ready') return part.health(request, response, part.questions);
    part.questions += 1;
    part.headers.add(String(request.headers['x-lianyi-viewer']));
    part.does(request, response, part.questions);
  });
  server.on('connection', (socket) => {
    open += 1;
    socket.on('close', () => {
      open -= 1;
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const stop = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
  return { part, url, stop };
}

const quickProbes = { probeMilliseconds: 50, probeTimeoutMilliseconds: 5000 };

/** A part that misbehaves as told, and its client, which looks for it more often than it is shipped. */
export async function startFaultyPart(
  first: Behaviour,
  timeoutMs = 10_000,
  changed: Partial<CallNumbers> = {},
) {
  const { part, url, stop } = await listen(first);
  const changes: boolean[] = [];
  const client = createRemoteSubgraph(
    {
      name: 'results',
      ...{ url, keys: testKeys(), timeoutMs },
      numbers: { ...readCallNumbers(), ...quickProbes, ...changed },
      onBreaker: (isOpen) => changes.push(isOpen),
    },
    () => undefined,
  );
  closing.push(async () => {
    await client.close();
    await stop();
  });
  const identity = anIdentity(aViewer('CLINICIAN'));
  const ask = (query = 'query { a }') => client.send(query, {}, identity, []);
  return { part, url, changes, client, ask, stop };
}
export type FaultyPart = Pick<Awaited<ReturnType<typeof startFaultyPart>>, 'part' | 'url'>;
