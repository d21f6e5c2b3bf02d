import { randomUUID } from 'node:crypto';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import type { Logger } from '@lianyi/shared/logging/logger';
import { acknowledge, fromRawHeader } from './acknowledge';
import { type Connection, type HandleEvent, serveConnection } from './connection';
import { type FrameEvent, wrapFrame } from './frame';
import { readHeader } from './header';
import { defaultLimits, type Hl7Limits } from './limits';
import { supportedTypes } from './message-type';
import type { RawStore } from './raw-store';
import { createMessageHandler, type Received } from './receive';
import { Hl7Refusal, notHl7, sendAgain } from './refusal';
import type { SenderTable } from './senders';
import { splitMessages } from './split-frame';
import type { AckCode, RunOperation } from './types';

export interface Hl7DoorOptions {
  readonly run: RunOperation;
  readonly store: RawStore;
  readonly senders: SenderTable;
  readonly logger: Logger;
  readonly now: () => Date;
  /** Control ids of acknowledgements; at most 20 characters fit every version. */
  readonly newId?: () => string;
  readonly metrics?: {
    /** `type` is a supported one such as `ORU^R01`, or `other`. */
    message(outcome: AckCode, type: string): void;
  };
  readonly limits?: Partial<Hl7Limits>;
}

export interface Hl7Door {
  /** Resolves when messages are accepted; rejects where the port cannot be had. Port 0: any free one. */
  listen(port: number, host: string): Promise<void>;
  /** Stops listening, answers what was received whole, and closes; bounded by `limits.drainMs`. */
  close(): Promise<void>;
  /** Undefined while it does not listen. */
  address(): AddressInfo | undefined;
  /** Frames that are not answered yet. */
  openFrames(): number;
  /** Connections of senders that are open. */
  openConnections(): number;
}

/** The MLLP listener: frame, keep, read, record, acknowledge. */
export function createHl7Door(options: Hl7DoorOptions): Hl7Door {
  const limits = { ...defaultLimits, ...options.limits };
  const handleFrame = createFrameHandler(options);
  let openFrames = 0;
  const handle: HandleEvent = async (event, reply) => {
    openFrames += 1;
    try {
      return await handleFrame(event, reply);
    } finally {
      openFrames -= 1;
    }
  };
  const connections = new Map<Socket, Connection>();
  const server = createServer({ noDelay: true, keepAlive: true, allowHalfOpen: true }, (socket) => {
    const cut = (error: unknown) => options.logger.info({ err: error }, 'a connection was cut');
    connections.set(socket, serveConnection(socket, limits, handle, cut));
    socket.on('close', () => connections.delete(socket));
  });
  server.maxConnections = limits.maxConnections;
  return {
    async listen(port, host) {
      const { length } = options.store.unanswered;
      if (length > 0) options.logger.warn({ frames: length }, 'frames stand without an answer');
      await listening(server, port, host);
      // An accept that fails (no file descriptor left, say) ends no connection that stands.
      server.on('error', (error) =>
        options.logger.error({ err: error }, 'a sender was not let in'),
      );
    },
    close: () => closeAll(server, connections, limits.drainMs),
    openFrames: () => openFrames,
    openConnections: () => connections.size,
    address() {
      const address = server.address();
      return typeof address === 'object' && address !== null ? address : undefined;
    },
  };
}

function createFrameHandler(options: Hl7DoorOptions): HandleEvent {
  const { logger, store, metrics, now } = options;
  const newId = options.newId ?? (() => randomUUID().replaceAll('-', '').slice(0, 20));
  const receive = createMessageHandler({ ...options, newId });

  const refuse = (bytes: Buffer, refusal: Hl7Refusal): Received => {
    const to = fromRawHeader(readHeader(bytes));
    const outcome = {
      code: refusal.ack,
      controlId: to.field(10),
      type: '',
      reason: refusal.message,
    };
    const answer = { code: refusal.ack, refusal };
    return { outcome, acknowledgement: acknowledge(to, answer, newId(), now()) };
  };
  return async (event, reply) => {
    const started = performance.now();
    const id = await store.keep(event.bytes).catch((error: unknown) => {
      logger.error({ err: error }, 'a frame could not be kept');
    });
    const outcomes: Received['outcome'][] = [];
    const answer = async ({ outcome, acknowledgement }: Received) => {
      outcomes.push(outcome);
      const type = supportedTypes.includes(outcome.type) ? outcome.type : 'other';
      metrics?.message(outcome.code, type);
      const ms = Math.round(performance.now() - started);
      logger.info({ frame: id, outcome: outcome.code, type, ms }, 'hl7 message');
      await reply(wrapFrame(acknowledgement));
    };
    try {
      if (id === undefined) await answer(refuse(event.bytes, sendAgain('It could not be kept.')));
      else for await (const one of receiveAll(event, receive, refuse)) await answer(one);
    } finally {
      if (id !== undefined)
        await store.answered(id, outcomes).catch((error: unknown) => {
          logger.error({ err: error, frame: id }, 'an answer could not be noted');
        });
    }
    return event.kind === 'frame';
  };
}

/** The answers to all messages of a frame, in order; one where it holds no message. */
async function* receiveAll(
  { kind, bytes }: FrameEvent,
  receive: (bytes: Buffer) => Promise<Received>,
  refuse: (bytes: Buffer, refusal: Hl7Refusal) => Received,
): AsyncGenerator<Received> {
  if (kind !== 'frame') {
    const cause = kind === 'too-large' ? 'The frame is too large.' : 'A frame starts with 0x0B.';
    yield refuse(bytes, notHl7(`${cause} The connection is closed.`));
    return;
  }
  const messages = trySplit(bytes);
  if (messages instanceof Hl7Refusal) yield refuse(bytes, messages);
  else for (const message of messages) yield await receive(message);
}

function trySplit(bytes: Buffer): Buffer[] | Hl7Refusal {
  try {
    return splitMessages(bytes);
  } catch (error) {
    if (error instanceof Hl7Refusal) return error;
    throw error;
  }
}

const listening = (server: Server, port: number, host: string) =>
  new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });

async function closeAll(
  server: Server,
  connections: ReadonlyMap<Socket, Connection>,
  drainMs: number,
) {
  if (!server.listening) return;
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  const all = [...connections.values()];
  const late = setTimeout(() => all.forEach((connection) => void connection.destroy()), drainMs);
  for (const connection of all) void connection.drain();
  await closed;
  clearTimeout(late);
}
