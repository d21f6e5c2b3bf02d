import type { Socket } from 'node:net';
import { type FrameEvent, FrameReader } from './frame';
import type { Hl7Limits } from './limits';

/** Answers one event of a connection; false: the connection is closed after it. */
export type HandleEvent = (
  event: FrameEvent,
  reply: (bytes: Buffer) => Promise<void>,
) => Promise<boolean>;

export interface Connection {
  /** Ends after what was received whole is answered; what comes later is not read. */
  drain(): Promise<void>;
  destroy(): void;
}

/** How long a peer has to take the last answer and close, once this side has. */
const partingMs = 5000;

/**
 * Reads frames from a socket and answers them one after another: while one is handled, the
 * socket is not read, so that a sender who does not wait fills its own buffers and not ours.
 * `failed` hears why a connection was cut.
 */
export function serveConnection(
  socket: Socket,
  limits: Hl7Limits,
  handle: HandleEvent,
  failed: (error: unknown) => void,
): Connection {
  const reader = new FrameReader(limits.maxFrameBytes);
  let working = Promise.resolve();
  let ending = false;
  let timer: NodeJS.Timeout | undefined;

  const destroyAfter = (ms: number) => {
    clearTimeout(timer);
    timer = setTimeout(() => socket.destroy(), ms).unref();
  };
  const watch = () => destroyAfter(reader.midFrame ? limits.frameMs : limits.idleMs);
  const part = () => {
    socket.end();
    // What still comes is read and dropped: unread, it would cut off the last answer.
    socket.resume();
    destroyAfter(partingMs);
  };
  const cut = (error: unknown) => {
    failed(error);
    socket.destroy();
  };
  const work = async (events: readonly FrameEvent[]) => {
    for (const event of events)
      ending = !(await handle(event, (bytes) => write(socket, bytes))) || ending;
    if (ending) return part();
    watch();
    socket.resume();
  };

  socket.on('data', (chunk: Buffer) => {
    if (ending) return;
    const wasMidFrame = reader.midFrame;
    const events = reader.push(chunk);
    // A frame's time counts from its first byte: bytes that trickle in do not lengthen it.
    if (reader.midFrame !== wasMidFrame) watch();
    if (events.length === 0) return;
    clearTimeout(timer);
    socket.pause();
    working = work(events).catch(cut);
  });
  // A sender may close its side once it has sent all: it still gets its answers.
  socket.on('end', () => void working.then(part));
  socket.on('error', cut);
  socket.on('close', () => clearTimeout(timer));
  watch();
  return {
    async drain() {
      ending = true;
      await working;
      part();
    },
    destroy: () => socket.destroy(),
  };
}

/** Resolves once the operating system has the bytes; rejects where the connection is gone. */
const write = (socket: Socket, bytes: Buffer) =>
  new Promise<void>((resolve, reject) => {
    socket.write(bytes, (error) => (error ? reject(error) : resolve()));
  });
