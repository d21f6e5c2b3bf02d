import { createCacheCount } from './cache-count';

interface Kept<Value> {
  readonly value: Value;
  readonly weight: number;
}

/**
 * A map that forgets what was used longest ago once its entries weigh more than `most`: one each,
 * or what `weigh` says, such as their bytes. What alone weighs more is not kept.
 */
export function createRecentMap<Key, Value>(
  most: number,
  weigh: (value: Value, key: Key) => number = () => 1,
) {
  const entries = new Map<Key, Kept<Value>>();
  const count = createCacheCount(() => entries.size);
  let total = 0;
  const remove = (key: Key) => {
    total -= entries.get(key)?.weight ?? 0;
    return entries.delete(key);
  };
  return {
    get(key: Key): Value | undefined {
      const kept = entries.get(key);
      count.asked(kept !== undefined);
      if (kept === undefined) return undefined;
      entries.delete(key);
      entries.set(key, kept);
      return kept.value;
    },
    set(key: Key, value: Value) {
      remove(key);
      const weight = weigh(value, key);
      // It would have to go at once, and all others before it.
      if (weight > most) return;
      entries.set(key, { value, weight });
      total += weight;
      for (const oldest of entries.keys()) {
        if (total <= most) return;
        remove(oldest);
      }
    },
    state: count.state,
    delete: remove,
    clear() {
      entries.clear();
      total = 0;
    },
  };
}
