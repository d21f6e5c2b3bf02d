import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { drawSample } from './draw-sample';

const drawn = (seed: string, size: number, ids: readonly string[]) => {
  const drawing = drawSample(seed, size);
  for (const id of ids) drawing.offer(id);
  return drawing.drawn();
};
const ids = fc.uniqueArray(fc.uuid(), { maxLength: 60 });

describe('a sample that is drawn', () => {
  it('is the same however the ids come, and of the size that was asked for', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat({ max: 20 }), ids, fc.nat(), (seed, size, all, turn) => {
        const sample = drawn(seed, size, all);
        const at = all.length === 0 ? 0 : turn % all.length;
        expect(drawn(seed, size, [...all.slice(at), ...all.slice(0, at)].reverse())).toEqual(
          sample,
        );
        expect(new Set(sample).size).toBe(Math.min(size, all.length));
        expect(all).toEqual(expect.arrayContaining(sample));
      }),
    );
  });

  it('grows by those who follow: a smaller one is its beginning', () => {
    fc.assert(
      fc.property(fc.string(), ids, (seed, all) => {
        expect(drawn(seed, 10, all).slice(0, 4)).toEqual(drawn(seed, 4, all));
      }),
    );
  });

  it('draws each about as often as any other, and others by another seed', () => {
    const all = Array.from({ length: 20 }, (_, at) => `id-${at}`);
    const counts = new Map(all.map((id) => [id, 0]));
    for (let seed = 0; seed < 2000; seed += 1)
      for (const id of drawn(`seed-${seed}`, 5, all)) counts.set(id, (counts.get(id) ?? 0) + 1);
    // 500 each; the deviation of a count is 19: beyond five of them is no chance.
    for (const count of counts.values()) expect(Math.abs(count - 500)).toBeLessThan(97);
  });
});
