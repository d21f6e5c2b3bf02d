import DataLoader from 'dataloader';
import { type CacheState, createCacheCount } from '../collections/cache-count';

export interface ReferenceCacheOptions<Row> {
  /** Reads rows by key in one statement; keys without a row are left out. */
  readonly load: (keys: readonly string[]) => Promise<ReadonlyMap<string, Row>>;
  readonly maxAgeSeconds?: number;
  readonly largestSize?: number;
  readonly now?: () => number;
  /** Failures in which a row that is past its age stands in. */
  readonly standsIn?: (error: unknown) => boolean;
}

export interface ReferenceCache<Row> {
  /**
   * The row, or null where there is none. What is missing is asked for in one statement, each once; so is
   * what is kept and does not do for the caller, who waits for no answer that was asked for before, and for
   * none longer than `wait` does.
   */
  get(key: string, does?: (row: Row) => boolean, wait?: Wait): Promise<Row | null>;
  /** Forgets everything; the next reader sees what is stored now. */
  clear(): void;
  state(): CacheState;
}

/** How a caller waits for what is shared with others. */
export type Wait = <Result>(work: Promise<Result>) => Promise<Result>;

const asLongAsItTakes: Wait = (work) => work;

/**
 * Reference data read by every request (design rule 15): institutions, practitioners, items,
 * drugs. Holds nothing of a patient and nothing that depends on who asks.
 */
export function createReferenceCache<Row>(
  options: ReferenceCacheOptions<Row>,
): ReferenceCache<Row> {
  const { load, maxAgeSeconds = 60, largestSize = 50_000, now = Date.now } = options;
  const { standsIn = () => false } = options;
  const rows = new Map<string, { row: Row; expires: number }>();
  const count = createCacheCount(() => rows.size);
  const reading = new Map<string, Promise<Row | null>>();
  let cleared = 0;
  const loader = new DataLoader<string, Row | null>(
    async (keys) => {
      const asked = cleared;
      const found = await load(keys);
      if (rows.size + found.size > largestSize) rows.clear();
      // What was read before it was told to forget may be what was changed.
      const expires = now() + maxAgeSeconds * 1000;
      if (asked === cleared) for (const [key, row] of found) rows.set(key, { row, expires });
      return keys.map((key) => found.get(key) ?? null);
    },
    { cache: false },
  );
  const read = (key: string) => {
    const asked = loader.load(key).finally(() => {
      if (reading.get(key) === asked) reading.delete(key);
    });
    reading.set(key, asked);
    return asked;
  };
  return {
    async get(key, does, wait = asLongAsItTakes) {
      const kept = rows.get(key);
      const known = kept && (does?.(kept.row) ?? true) ? kept : undefined;
      const isFresh = known !== undefined && known.expires > now();
      count.asked(isFresh);
      if (isFresh) return known.row;
      try {
        return await wait(does ? loader.load(key) : (reading.get(key) ?? read(key)));
      } catch (error) {
        // Unless it was told to forget meanwhile.
        if (known !== undefined && rows.get(key) === known && standsIn(error)) return known.row;
        throw error;
      }
    },
    clear() {
      cleared += 1;
      rows.clear();
      reading.clear();
    },
    state: count.state,
  };
}
