import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** How often it is looked who is ready, in milliseconds. */
const lookEvery = 100;

export interface Balancer {
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * A proxy as stands before several gateways, or several instances of a subgraph: connections go in
 * turn to those that say they are ready, as bytes.
 */
export async function startBalancer(ports: readonly number[]): Promise<Balancer> {
  const ready = new Set<number>();
  const sockets = new Set<Socket>();
  let turn = 0;
  const look = async () => {
    for (const port of ports) {
      const answer = await fetch(`http://127.0.0.1:${port}/health/ready`).catch(() => null);
      await answer?.body?.cancel();
      if (answer?.ok) ready.add(port);
      else ready.delete(port);
    }
  };
  const timer = setInterval(() => void look(), lookEvery);
  await look();
  const server = createServer((client) => {
    const choice = [...ready];
    turn += 1;
    const behind = connect(choice[turn % choice.length] ?? 0, '127.0.0.1');
    for (const [one, other] of [
      [client, behind],
      [behind, client],
    ] as const) {
      sockets.add(one);
      one.pipe(other);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        sockets.delete(one);
        other.end();
      });
    }
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      clearInterval(timer);
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
