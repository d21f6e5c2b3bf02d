import type { Logger } from '../logging/logger';

/** Milliseconds that what is to be written is gathered, if not said otherwise. */
const usually = 200;

export interface GatheredWrites<Item> {
  /** Holds what is to be written soon, each once; false where it holds no more. Returns at once. */
  hold(key: string, item: Item): boolean;
  /** Writes what is held. Resolves when it is stored, or held for the next time. */
  flush(): Promise<void>;
  /** How many are held. */
  waiting(): number;
  /** Writes what is held and takes no more. */
  close(): Promise<void>;
}

export interface GatheringOptions<Item> {
  /** Stores what was gathered, in one transaction. */
  readonly store: (items: readonly Item[]) => Promise<unknown>;
  /** Held while the database does not take it; what comes after is not written. */
  readonly mostHeld: number;
  /** What the log says where it could not be stored. */
  readonly failure: string;
  readonly logger: Logger;
  /** Milliseconds it gathers, if not the usual. */
  readonly gatherFor?: number;
}

/**
 * Writes behind an answer's back: nobody waits, what comes within a moment is stored together, one
 * store after the other, and what could not be stored is held. Only a killed process loses the
 * last moment's.
 */
export function gatherWrites<Item>(options: GatheringOptions<Item>): GatheredWrites<Item> {
  const held = new Map<string, Item>();
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> = Promise.resolve();
  let closed = false;

  const keep = (key: string, item: Item) => {
    if (held.size >= options.mostHeld) return false;
    if (!held.has(key)) held.set(key, item);
    return true;
  };
  const write = async () => {
    clearTimeout(timer);
    timer = undefined;
    const entries = [...held];
    held.clear();
    if (entries.length === 0) return;
    try {
      await options.store(entries.map(([, item]) => item));
    } catch (error) {
      options.logger.error({ err: error }, options.failure);
      for (const [key, item] of entries) keep(key, item);
    }
  };
  const flush = () => {
    writing = writing.then(write);
    return writing;
  };
  return {
    hold(key, item) {
      if (closed || !keep(key, item)) return false;
      timer ??= setTimeout(() => void flush(), options.gatherFor ?? usually).unref();
      return true;
    },
    flush,
    waiting: () => held.size,
    close() {
      closed = true;
      return flush();
    },
  };
}
