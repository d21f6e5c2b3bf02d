import { describe, expect, it } from '@jest/globals';
import { createRecentMap } from './recent-map';

describe('createRecentMap', () => {
  it('forgets what was used longest ago', () => {
    const map = createRecentMap<string, number>(2);
    map.set('a', 1);
    map.set('b', 2);
    map.get('a');
    map.set('c', 3);
    expect(['a', 'b', 'c'].map((key) => map.get(key))).toEqual([1, undefined, 3]);
  });

  it('counts what was there and what was not', () => {
    const map = createRecentMap<string, number>(2);
    map.set('a', 1);
    for (const key of ['a', 'a', 'b']) map.get(key);
    expect(map.state()).toEqual({ entries: 1, hits: 2, misses: 1 });
  });
});
