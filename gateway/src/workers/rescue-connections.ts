import type { ChildProcess, SendHandle } from 'node:child_process';

/** How Node's own cluster hands an accepted connection to a worker, and hears that it was taken. */
interface Handover {
  readonly act: 'newconn';
  readonly seq: number;
}

const isHandover = (message: unknown): message is Handover =>
  typeof message === 'object' && message !== null && 'act' in message && message.act === 'newconn';

const ackOf = (message: unknown) =>
  typeof message === 'object' && message !== null && 'ack' in message ? message.ack : undefined;

/**
 * Node forgets a connection that it handed to a worker which died before it took it: the client would
 * wait for ever. Here each is remembered until it was taken, and otherwise given to `another` worker,
 * whose answer Node then waits for; closed where there is none.
 */
export function rescueConnections(process: ChildProcess, another: () => ChildProcess | undefined) {
  const underWay = new Map<unknown, { message: Handover; handle: SendHandle }>();
  const send = process.send.bind(process);
  process.send = (message: unknown, ...rest: unknown[]) => {
    const [handle] = rest as [SendHandle?];
    if (isHandover(message) && handle) underWay.set(message.seq, { message, handle });
    return Reflect.apply(send, process, [message, ...rest]);
  };
  process.on('internalMessage', (message: unknown) => underWay.delete(ackOf(message)));
  process.once('exit', () => {
    for (const { message, handle } of underWay.values()) {
      const taker = another();
      if (taker) taker.send(message, handle);
      else if (handle && 'close' in handle) handle.close();
    }
  });
}
