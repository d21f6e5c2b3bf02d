import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** How often it is looked who is ready, in milliseconds. */
const lookEvery = 100;
/** Looks without a yes before nothing is sent there: one may be late on a busy machine. */
const looksUntilDown = 2;

export interface Balancer {
  readonly url: string;
  /** Whether all behind it are taken for ready. */
  seesAll(): boolean;
  stop(): Promise<void>;
}

/**
 * A proxy as stands before several gateways, or several instances of a subgraph: connections go in
 * turn to those that say they are ready, as bytes.
 */
export async function startBalancer(ports: readonly number[]): Promise<Balancer> {
  const sockets = new Set<Socket>();
  const missed = new Map<number, number>(ports.map((port) => [port, looksUntilDown]));
  const ready = () => ports.filter((port) => (missed.get(port) ?? 0) < looksUntilDown);
  let turn = 0;
  let stopped = false;
  const look = async (port: number) => {
    const answer = await fetch(`http://127.0.0.1:${port}/health/ready`).catch(() => null);
    await answer?.body?.cancel();
    missed.set(port, answer?.ok ? 0 : (missed.get(port) ?? 0) + 1);
  };
  const goOnLooking = async (port: number) => {
    for (; !stopped; await sleep(lookEvery)) await look(port);
  };
  await Promise.all(ports.map(look));
  const looking = ports.map(goOnLooking);
  const server = createServer((client) => {
    const choice = ready();
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
    seesAll: () => ready().length === ports.length,
    async stop() {
      stopped = true;
      await Promise.all(looking);
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
