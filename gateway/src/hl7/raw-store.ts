import { randomUUID } from 'node:crypto';
import { openSegments, type SegmentLog } from './raw-segments';
import type { MessageOutcome } from './types';

/** Encrypts bytes at rest, and back. */
export interface Sealing {
  seal(bytes: Buffer): Buffer;
  open(bytes: Buffer): Buffer;
}

/** A frame that no recorded answer belongs to: the process ended before it. */
export interface UnansweredFrame {
  readonly id: string;
  readonly at: string;
}

/** A frame with what became of its messages. */
export interface KeptFrame extends UnansweredFrame {
  readonly bytes: Buffer;
  readonly outcomes: readonly MessageOutcome[] | null;
}

/** Every frame as it came, kept before anything is done with it. */
export interface RawStore {
  /** Durable on disk when it resolves; the id finds it again. Rejects where it could not be kept. */
  keep(frame: Buffer): Promise<string>;
  /** Notes what was answered. A crash may lose the note, never the frame. */
  answered(id: string, outcomes: readonly MessageOutcome[]): Promise<void>;
  /** Found at opening: nothing was acknowledged for these, so their senders send them again. */
  readonly unanswered: readonly UnansweredFrame[];
  /** All kept frames, oldest first. */
  frames(): AsyncGenerator<KeptFrame>;
  close(): Promise<void>;
}

export interface RawStoreOptions {
  /** A folder of this process alone: workers that share a data folder have one each. */
  readonly folder: string;
  readonly sealing: Sealing;
  readonly now: () => Date;
  readonly newId?: () => string;
  /** A segment file is closed once it holds so many bytes. */
  readonly segmentBytes?: number;
}

/**
 * Raw messages in append-only segment files. Chosen over a file for each message: frames that
 * arrive together share one fsync, a folder never holds millions of files, and nothing written
 * is ever touched again. Opening reads only segments that hold frames without an answer.
 */
export async function openRawStore(options: RawStoreOptions): Promise<RawStore> {
  const { sealing, now, newId = randomUUID } = options;
  const log = await openSegments(options.folder, options.segmentBytes ?? 16 * 1024 * 1024);
  return {
    async keep(frame) {
      const id = newId();
      const payload = sealing.seal(frame);
      await log.append({ kind: 'frame', id, at: now().toISOString(), payload });
      return id;
    },
    async answered(id, outcomes) {
      const payload = sealing.seal(Buffer.from(JSON.stringify(outcomes), 'utf8'));
      await log.append({ kind: 'answer', id, at: now().toISOString(), payload });
    },
    unanswered: log.unanswered,
    frames: () => readFrames(log, sealing),
    close: () => log.close(),
  };
}

async function* readFrames(log: SegmentLog, sealing: Sealing): AsyncGenerator<KeptFrame> {
  const answers = new Map<string, readonly MessageOutcome[]>();
  for await (const { kind, id, payload } of log.records())
    if (kind === 'answer') answers.set(id, JSON.parse(sealing.open(payload).toString('utf8')));
  for await (const { kind, id, at, payload } of log.records())
    if (kind === 'frame')
      yield { id, at, bytes: sealing.open(payload), outcomes: answers.get(id) ?? null };
}
