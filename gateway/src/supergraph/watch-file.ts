import { type FSWatcher, watch } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { SupergraphNumbers } from './supergraph-numbers';

export interface WatchedFile {
  /** As it stands now; null where it cannot be read. */
  readonly text: string | null;
  /** Reads it again now. */
  look(): Promise<void>;
  close(): void;
}

type WatchNumbers = Pick<SupergraphNumbers, 'pollMilliseconds' | 'settleMilliseconds'>;

/** Null while there is none, as in the moment between its removal and the next. */
const read = (path: string) => readFile(path, 'utf8').catch(() => null);

/** Its text once it is the same twice: a file is seldom written at once. */
async function settledText(path: string, settleMilliseconds: number, known: string | null) {
  let text = await read(path);
  while (text !== known) {
    await pause(settleMilliseconds);
    const next = await read(path);
    if (next === text) break;
    text = next;
  }
  return text;
}

/**
 * Tells each text that a file has. It looks when its folder changes, which a file put in its place
 * or a link to another is too, and at intervals, as some file systems tell nothing.
 */
export async function watchFile(
  path: string,
  { pollMilliseconds, settleMilliseconds }: WatchNumbers,
  onText: (text: string | null) => void,
): Promise<WatchedFile> {
  let text = await settledText(path, settleMilliseconds, null);
  let closed = false;
  let looking: Promise<void> | undefined;
  const lookOnce = async () => {
    const next = await settledText(path, settleMilliseconds, text);
    looking = undefined;
    if (closed || next === text) return;
    text = next;
    onText(next);
  };
  // What changes while it looks is seen by the same look, or by the next.
  const look = () => {
    looking ??= lookOnce();
    return looking;
  };
  const watcher = watchFolder(dirname(path), () => void look());
  const timer = setInterval(() => void look(), pollMilliseconds).unref();
  return {
    get text() {
      return text;
    },
    look,
    close() {
      closed = true;
      clearInterval(timer);
      watcher?.close();
    },
  };
}

/** Undefined where the system can watch no more: then the intervals alone count. */
function watchFolder(folder: string, onChange: () => void): FSWatcher | undefined {
  try {
    const watcher = watch(folder, { persistent: false }, onChange);
    watcher.on('error', () => watcher.close());
    return watcher;
  } catch {
    return undefined;
  }
}
