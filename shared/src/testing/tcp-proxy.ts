import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** What becomes of bytes, and of their connection. */
export type Fate =
  | 'pass'
  /** The connection is cut, on both sides. */
  | 'cut'
  /** Nobody hears of them, and the connection stays. */
  | 'swallow';

/** Sees the bytes of one connection before the other side does. */
export interface Watcher {
  fromClient?(bytes: Buffer): Fate;
  fromServer?(bytes: Buffer): Fate;
}

export interface TcpProxy {
  readonly port: number;
  /** Cuts every connection there is. */
  cut(): void;
  close(): Promise<void>;
}

export interface TcpProxyOptions {
  /** Where the server is; asked for each new connection. */
  target(): { readonly host: string; readonly port: number };
  /** Called for each new connection. */
  watch(): Watcher;
}

/** Stands between clients and a server, on a port of its own. */
export async function startTcpProxy({ target, watch }: TcpProxyOptions): Promise<TcpProxy> {
  const sockets = new Set<Socket>();
  const cut = () => {
    for (const socket of sockets) socket.destroy();
  };
  const server = createServer((client) => {
    const { host, port } = target();
    const behind = connect(port, host);
    const end = () => {
      client.destroy();
      behind.destroy();
    };
    const pass = (to: Socket, bytes: Buffer, fate: Fate = 'pass') => {
      if (fate === 'cut') end();
      if (fate === 'pass') to.write(bytes);
    };
    const watcher = watch();
    client.on('data', (bytes: Buffer) => pass(behind, bytes, watcher.fromClient?.(bytes)));
    behind.on('data', (bytes: Buffer) => pass(client, bytes, watcher.fromServer?.(bytes)));
    for (const socket of [client, behind]) {
      socket.setNoDelay();
      sockets.add(socket);
      socket.on('error', end).on('close', () => {
        sockets.delete(socket);
        end();
      });
    }
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  return {
    port: address.port,
    cut,
    async close() {
      cut();
      server.close();
      await once(server, 'close');
    },
  };
}
