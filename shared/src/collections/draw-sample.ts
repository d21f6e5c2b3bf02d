import { createHash } from 'node:crypto';

/** A draw that is going on. */
export interface Drawing {
  offer(id: string): void;
  /** The ids drawn so far, in the order of the draw. */
  drawn(): string[];
}

/**
 * Draws at random without keeping more than the sample: those ids whose SHA-256 with the seed is the
 * smallest. The same seed and ids, in whatever order, draw the same sample, so that anybody can draw it
 * again; without the seed nobody knows who will be in it.
 */
export function drawSample(seed: string, size: number): Drawing {
  const kept: { readonly id: string; readonly rank: string }[] = [];
  return {
    offer(id) {
      const rank = createHash('sha256').update(`${seed}:${id}`).digest('hex');
      const last = kept.at(-1);
      if (size < 1 || (kept.length === size && last && last.rank < rank)) return;
      const before = kept.findIndex((one) => rank < one.rank);
      kept.splice(before === -1 ? kept.length : before, 0, { id, rank });
      kept.length = Math.min(kept.length, size);
    },
    drawn: () => kept.map(({ id }) => id),
  };
}
