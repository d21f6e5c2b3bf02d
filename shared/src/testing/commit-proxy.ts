import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** What becomes of a connection at a COMMIT. */
export type AtCommit =
  | 'pass'
  /** Cut before the server hears of it. */
  | 'cut before'
  /** Cut when the server has committed, before its client hears of it. */
  | 'cut after';

export interface CommitProxy {
  /** The server's address with this proxy between. */
  readonly url: string;
  close(): Promise<void>;
}

/** The command byte of a query, and its text. */
const commit = Buffer.from('\u0003COMMIT');

/** Stands between a client and a MySQL-compatible server and breaks off where it is told to. */
export async function startCommitProxy(
  serverUrl: string,
  atCommit: () => AtCommit,
): Promise<CommitProxy> {
  const target = new URL(serverUrl);
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const behind = connect(Number(target.port || 3306), target.hostname);
    const end = () => {
      client.destroy();
      behind.destroy();
    };
    let fate: AtCommit = 'pass';
    client.on('data', (bytes) => {
      if (bytes.includes(commit)) fate = atCommit();
      if (fate === 'cut before') end();
      else behind.write(bytes);
    });
    behind.on('data', (bytes) => {
      if (fate === 'cut after') end();
      else client.write(bytes);
    });
    for (const socket of [client, behind]) {
      socket.setNoDelay();
      sockets.add(socket);
      socket.on('error', end).on('close', end);
    }
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  const url = new URL(serverUrl);
  url.hostname = '127.0.0.1';
  url.port = String(address.port);
  return {
    url: url.href,
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
