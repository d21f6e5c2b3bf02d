import { connect, type Socket } from 'node:net';
import { FrameReader, wrapFrame } from './frame';

/** An acknowledgement is a few hundred bytes. */
const maxAnswerBytes = 64 * 1024;

export interface SendClient {
  /** Sends one frame and waits for so many answers; rejects where they do not come in time. */
  send(frame: Uint8Array, answers: number): Promise<Buffer[]>;
  close(): void;
}

/** An MLLP client: one connection, one frame at a time. `waitMs` is for each frame. */
export async function connectSender(
  port: number,
  host: string,
  waitMs: number,
): Promise<SendClient> {
  const socket = connect({ port, host, noDelay: true });
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject);
    socket.once('connect', resolve);
  });
  return {
    async send(frame, answers) {
      const received = collect(socket, answers, waitMs);
      socket.write(wrapFrame(frame));
      return received;
    },
    close: () => socket.destroy(),
  };
}

/** Resolves with the next `answers` frames that come in. */
function collect(socket: Socket, answers: number, waitMs: number): Promise<Buffer[]> {
  const reader = new FrameReader(maxAnswerBytes);
  const received: Buffer[] = [];
  return new Promise((resolve, reject) => {
    const settle = (finish: () => void) => {
      clearTimeout(timer);
      socket.off('data', take).off('error', failed).off('close', closed);
      finish();
    };
    const failed = (error: Error) => settle(() => reject(error));
    const closed = () => failed(new Error('The connection was closed before the answer.'));
    const timer = setTimeout(() => failed(new Error(`No answer within ${waitMs} ms.`)), waitMs);
    const take = (chunk: Buffer) => {
      received.push(...reader.push(chunk).map(({ bytes }) => bytes));
      if (received.length >= answers) settle(() => resolve(received));
    };
    socket.on('data', take).on('error', failed).on('close', closed);
  });
}
