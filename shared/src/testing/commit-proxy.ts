import { type Fate, startTcpProxy } from './tcp-proxy';

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
  /** Cuts every connection there is. */
  cut(): void;
  close(): Promise<void>;
}

/** The command byte of a query, and its text. */
const commit = Buffer.from('\u0003COMMIT');

/**
 * Stands between a client and a MySQL-compatible server and breaks off where it is told to. Of
 * several servers, each new connection goes to the one that `serverUrl` names then.
 */
export async function startCommitProxy(
  serverUrl: string | (() => string),
  atCommit: () => AtCommit,
): Promise<CommitProxy> {
  const server = () => new URL(typeof serverUrl === 'string' ? serverUrl : serverUrl());
  const target = () => {
    const { hostname, port } = server();
    return { host: hostname, port: Number(port || 3306) };
  };
  const cutWhere = (holds: boolean): Fate => (holds ? 'cut' : 'pass');
  const watch = () => {
    let fate: AtCommit = 'pass';
    return {
      fromClient(bytes: Buffer) {
        if (bytes.includes(commit)) fate = atCommit();
        return cutWhere(fate === 'cut before');
      },
      fromServer: () => cutWhere(fate === 'cut after'),
    };
  };
  const proxy = await startTcpProxy({ target, watch });
  const url = server();
  url.hostname = '127.0.0.1';
  url.port = String(proxy.port);
  return { url: url.href, cut: proxy.cut, close: proxy.close };
}
