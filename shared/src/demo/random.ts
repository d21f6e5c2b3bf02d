/** A reproducible stream of choices: the same keys give the same stream on every machine. */
export interface Random {
  /** In [0, 1). */
  fraction(): number;
  /** A whole number, both ends included. */
  int(least: number, most: number): number;
  chance(probability: number): boolean;
  /** One of a list that is not empty. */
  pick<Item>(items: readonly Item[]): Item;
  /** Bell-shaped, within three standard deviations of the mean. */
  normal(mean: number, deviation: number): number;
}

/** Spreads the bits of a number over all 32 (finalizer of MurmurHash3). */
export function mix(value: number): number {
  let hash = value | 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** One number out of several; order matters. */
export const hash = (...keys: readonly number[]): number =>
  keys.reduce((state, key) => mix(Math.imul(state, 31) + mix(key + 0x9e3779b9)), 0x2545f491);

/** Chris Doty-Humphrey's sfc32: small, fast, and good enough for invented people. */
function sfc32(seed: number): () => number {
  let [a, b, c, counter] = [mix(seed), mix(seed + 1), mix(seed + 2), 1];
  const next = () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return (sum >>> 0) / 2 ** 32;
  };
  for (let warmUp = 0; warmUp < 8; warmUp += 1) next();
  return next;
}

/** The stream of these keys, such as seed, purpose and resident. */
export function createRandom(...keys: readonly number[]): Random {
  const fraction = sfc32(hash(...keys));
  return {
    fraction,
    int: (least, most) => least + Math.floor(fraction() * (most - least + 1)),
    chance: (probability) => fraction() < probability,
    pick: (items) => at(items, Math.floor(fraction() * items.length)),
    // The sum of three uniform numbers has a variance of a quarter; no logarithm, no cosine.
    normal: (mean, deviation) =>
      mean + (fraction() + fraction() + fraction() - 1.5) * 2 * deviation,
  };
}

/** The item at an index that wraps round; refuses an empty list. */
export function at<Item>(items: readonly Item[], index: number): Item {
  const item = items[index % items.length];
  if (item === undefined) throw new RangeError('a demo list is empty');
  return item;
}
