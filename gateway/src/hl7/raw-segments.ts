import {
  type FileHandle,
  mkdir,
  open,
  readdir,
  readFile,
  rename,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode } from './error-code';
import { decodeRecords, encodeRecord, type RawRecord } from './raw-records';

const extension = '.hl7';
const settledExtension = '.settled';

export interface SegmentLog {
  /** A frame is on disk when this resolves; an answer is written, and on disk with the next frame. */
  append(record: RawRecord): Promise<void>;
  readonly unanswered: readonly { readonly id: string; readonly at: string }[];
  records(): AsyncGenerator<RawRecord>;
  close(): Promise<void>;
}

/** Opens the folder's log; what is appended goes to a new segment, so that old ones never change. */
export async function openSegments(folder: string, segmentBytes: number): Promise<SegmentLog> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const unanswered = await settleOld(folder);
  const writer = new SegmentWriter(folder, segmentBytes);
  return {
    append: (record) => writer.append(record),
    unanswered,
    records: () => readAll(folder),
    close: () => writer.close(),
  };
}

interface Waiting {
  readonly record: RawRecord;
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

interface OpenSegment {
  readonly name: string;
  readonly handle: FileHandle;
  size: number;
}

/** Writes in order; whatever waits while a write runs goes out with the next one, under one fsync. */
class SegmentWriter {
  private waiting: Waiting[] = [];
  private running: Promise<void> | undefined;
  private current: OpenSegment | undefined;
  /** Unanswered frames of each segment: without any, a closed segment need not be read again. */
  private readonly open = new Map<string, Set<string>>();

  constructor(
    private readonly folder: string,
    private readonly segmentBytes: number,
  ) {}

  append(record: RawRecord): Promise<void> {
    return new Promise((done, failed) => {
      this.waiting.push({ record, done, failed });
      this.running ??= this.writeAll().finally(() => {
        this.running = undefined;
      });
    });
  }

  async close(): Promise<void> {
    await this.running;
    await this.current?.handle.datasync();
    await this.endSegment();
  }

  private async writeAll() {
    while (this.waiting.length > 0) {
      const batch = this.waiting.splice(0);
      try {
        await this.write(batch.map(({ record }) => record));
        for (const { done } of batch) done();
      } catch (error) {
        // What was written of the batch may be torn: the next one starts a segment of its own.
        const torn = this.current;
        this.current = undefined;
        await Promise.allSettled([torn?.handle.close()]);
        for (const { failed } of batch) failed(error);
      }
    }
  }

  private async write(records: readonly RawRecord[]) {
    this.current ??= await createSegment(this.folder);
    const { name, handle } = this.current;
    const bytes = Buffer.concat(records.map(encodeRecord));
    await handle.appendFile(bytes);
    if (records.some(({ kind }) => kind === 'frame')) await handle.datasync();
    this.current.size += bytes.length;
    await this.note(name, records);
    if (this.current.size >= this.segmentBytes) await this.endSegment();
  }

  private async note(name: string, records: readonly RawRecord[]) {
    const here = this.open.get(name) ?? new Set();
    this.open.set(name, here);
    for (const { kind, id } of records)
      if (kind === 'frame') here.add(id);
      else for (const ids of this.open.values()) ids.delete(id);
    for (const [segment, ids] of this.open)
      if (ids.size === 0 && segment !== name) await this.settle(segment);
  }

  private async endSegment() {
    const ended = this.current;
    if (!ended) return;
    this.current = undefined;
    await ended.handle.close();
    if (this.open.get(ended.name)?.size === 0) await this.settle(ended.name);
  }

  private async settle(segment: string) {
    this.open.delete(segment);
    await markSettled(this.folder, segment, []);
  }
}

/** A new file under the next free number; two processes that ask at once get two. */
async function createSegment(folder: string): Promise<OpenSegment> {
  const last = (await segmentsOf(folder)).at(-1);
  for (let number = last ? Number.parseInt(last, 10) + 1 : 1; ; number += 1) {
    const name = `${String(number).padStart(8, '0')}${extension}`;
    try {
      const handle = await open(join(folder, name), 'ax', 0o600);
      await syncFolder(folder);
      return { name, handle, size: 0 };
    } catch (error) {
      if (errorCode(error) !== 'EEXIST') throw error;
    }
  }
}

/** Reads the segments not yet settled, once: no answer comes for their frames any more. */
async function settleOld(folder: string) {
  const files = new Set(await readdir(folder));
  const frames = new Map<string, { id: string; at: string; segment: string }>();
  const segments = (await segmentsOf(folder)).filter((name) => !files.has(name + settledExtension));
  for (const segment of segments)
    for (const { kind, id, at } of decodeRecords(await readFile(join(folder, segment))))
      if (kind === 'frame') frames.set(id, { id, at, segment });
      else frames.delete(id);
  const unanswered = [...frames.values()];
  for (const segment of segments)
    await markSettled(
      folder,
      segment,
      unanswered.filter((frame) => frame.segment === segment),
    );
  return unanswered.map(({ id, at }) => ({ id, at }));
}

/** Beside a segment: which of its frames never got an answer. Losing it costs one more reading. */
async function markSettled(folder: string, segment: string, unanswered: readonly { id: string }[]) {
  const path = join(folder, segment + settledExtension);
  const ids = unanswered.map(({ id }) => id);
  await writeFile(`${path}.new`, JSON.stringify({ unanswered: ids }), { mode: 0o600 });
  await rename(`${path}.new`, path);
}

async function* readAll(folder: string): AsyncGenerator<RawRecord> {
  for (const name of await segmentsOf(folder))
    yield* decodeRecords(await readFile(join(folder, name)));
}

/** Any record that is kept; undefined where none is. */
export async function anyRecord(folder: string): Promise<RawRecord | undefined> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  for await (const record of readAll(folder)) return record;
  return undefined;
}

const segmentsOf = async (folder: string) =>
  (await readdir(folder)).filter((name) => /^\d{8}\.hl7$/.test(name)).sort();

/** A file's name is durable only once its folder is. */
async function syncFolder(folder: string) {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
