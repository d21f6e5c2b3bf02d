import { createCacheCount } from '@lianyi/shared/metrics/inner-state';

/** A map that forgets what was used longest ago once it holds more than `most` entries. */
export function createRecentMap<Key, Value>(most: number) {
  const entries = new Map<Key, Value>();
  const count = createCacheCount(() => entries.size);
  return {
    get(key: Key): Value | undefined {
      const value = entries.get(key);
      count.asked(value !== undefined);
      if (value === undefined) return undefined;
      entries.delete(key);
      entries.set(key, value);
      return value;
    },
    set(key: Key, value: Value) {
      entries.delete(key);
      entries.set(key, value);
      if (entries.size <= most) return;
      for (const oldest of entries.keys()) {
        entries.delete(oldest);
        return;
      }
    },
    delete: (key: Key) => entries.delete(key),
    clear: () => entries.clear(),
    state: count.state,
  };
}
