import { describe, expect, it } from '@jest/globals';
import { createReferenceCache } from './reference-cache';

function counted(rows: Record<string, number>) {
  const asked: string[][] = [];
  let at = 0;
  const cache = createReferenceCache<number>({
    load: async (keys) => {
      asked.push([...keys]);
      return new Map(keys.flatMap((key) => (rows[key] === undefined ? [] : [[key, rows[key]]])));
    },
    ...{ maxAgeSeconds: 60, largestSize: 3, now: () => at },
  });
  return { asked, cache, wait: (seconds: number) => (at += seconds * 1000) };
}

describe('the reference cache', () => {
  it('asks once for what is missing, and once in all', async () => {
    const { asked, cache } = counted({ a: 1, b: 2 });
    expect(await Promise.all(['a', 'b', 'a'].map((key) => cache.get(key)))).toEqual([1, 2, 1]);
    expect(await cache.get('b')).toBe(2);
    expect(asked).toEqual([['a', 'b']]);
  });

  it('does not ask again for what is being read', async () => {
    const asked: string[][] = [];
    const cache = createReferenceCache<number>({
      load: async (keys) => {
        asked.push([...keys]);
        await new Promise((resolve) => setTimeout(resolve, 20));
        return new Map(keys.map((key) => [key, 1]));
      },
    });
    const early = cache.get('a');
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(await Promise.all([early, cache.get('a'), cache.get('b')])).toEqual([1, 1, 1]);
    expect(asked).toEqual([['a'], ['b']]);
  });

  it('reads again after a reading that failed', async () => {
    let failing = true;
    const cache = createReferenceCache<number>({
      load: async () => {
        if (failing) throw new Error('no answer');
        return new Map([['a', 1]]);
      },
    });
    await expect(cache.get('a')).rejects.toThrow('no answer');
    failing = false;
    expect(await cache.get('a')).toBe(1);
  });

  it('counts what it had, fresh, and what it had to ask for', async () => {
    const { cache, wait } = counted({ a: 1 });
    for (const key of ['a', 'a', 'b']) await cache.get(key);
    wait(60);
    await cache.get('a');
    expect(cache.state()).toEqual({ entries: 1, hits: 1, misses: 3 });
  });

  it('asks again for what was not there', async () => {
    const rows: Record<string, number> = {};
    const { cache } = counted(rows);
    expect(await cache.get('a')).toBeNull();
    rows.a = 1;
    expect(await cache.get('a')).toBe(1);
  });

  it('forgets after its time, and when it is told to', async () => {
    const rows: Record<string, number> = { a: 1 };
    const { cache, wait } = counted(rows);
    await cache.get('a');
    rows.a = 2;
    expect(await cache.get('a')).toBe(1);
    wait(60);
    expect(await cache.get('a')).toBe(2);
    rows.a = 3;
    cache.clear();
    expect(await cache.get('a')).toBe(3);
  });

  it('stays small', async () => {
    const { asked, cache } = counted({ a: 1, b: 2, c: 3, d: 4 });
    for (const key of ['a', 'b', 'c', 'd', 'a']) await cache.get(key);
    expect(asked.flat()).toEqual(['a', 'b', 'c', 'd', 'a']);
  });

  it('does not keep what was being read when it was told to forget', async () => {
    const rows: Record<string, number> = { a: 1 };
    const cache = createReferenceCache<number>({
      load: async () => {
        const read = new Map(Object.entries(rows));
        await new Promise((resolve) => setTimeout(resolve, 20));
        return read;
      },
    });
    const early = cache.get('a');
    await new Promise((resolve) => setTimeout(resolve, 5));
    rows.a = 2;
    cache.clear();
    expect([await early, await cache.get('a')]).toEqual([1, 2]);
  });
});
