import { type CacheState, createCacheCount } from '@lianyi/shared/collections/cache-count';
import { createRecentMap } from '@lianyi/shared/collections/recent-map';

/** Keeps an entity under what it was asked for by, unless all were forgotten since it was asked for. */
export type KeepEntity = (key: string, entity: object) => void;

/** Reference data of the parts, as they answered it: nothing of a patient, and the same whoever asks. */
export interface KeptEntities {
  /** A copy that is the caller's alone: an answer is merged into what it is made of. */
  get(key: string): Record<string, unknown> | undefined;
  /** To be called before a part is asked for what is then kept. */
  asking(): KeepEntity;
  /** Forgets everything, and does not keep what is being asked for meanwhile. */
  clear(): void;
  state(): CacheState;
}

export interface KeptEntitiesOptions {
  readonly maxAgeSeconds?: number;
  readonly mostBytes?: number;
  readonly now?: () => number;
}

/** Heap of an entry beside its texts, which may have two bytes for each character. */
const bytesOfEntry = 200;

/**
 * Entities as JSON: a text cannot be written into, so nothing of one request gets into another.
 * What was used longest ago makes room.
 */
export function createKeptEntities({
  maxAgeSeconds = 60,
  mostBytes = 16 * 1024 * 1024,
  now = Date.now,
}: KeptEntitiesOptions = {}): KeptEntities {
  const entities = createRecentMap<string, { readonly text: string; readonly until: number }>(
    mostBytes,
    ({ text }, key) => bytesOfEntry + 2 * (text.length + key.length),
  );
  const count = createCacheCount(() => entities.state().entries);
  let cleared = 0;
  return {
    get(key) {
      const kept = entities.get(key);
      const isFresh = kept !== undefined && kept.until > now();
      count.asked(isFresh);
      return isFresh ? JSON.parse(kept.text) : undefined;
    },
    asking() {
      const asked = cleared;
      const until = now() + maxAgeSeconds * 1000;
      return (key, entity) => {
        if (asked === cleared) entities.set(key, { text: JSON.stringify(entity), until });
      };
    },
    clear() {
      cleared += 1;
      entities.clear();
    },
    state: count.state,
  };
}
