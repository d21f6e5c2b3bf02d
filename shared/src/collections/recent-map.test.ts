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

  it('holds no more than its entries may weigh together', () => {
    const map = createRecentMap<string, string>(10, (value) => value.length);
    map.set('a', '1234');
    map.set('b', '12345');
    map.set('a', '1');
    map.set('c', '1234');
    expect(['a', 'b', 'c'].map((key) => map.get(key))).toEqual(['1', '12345', '1234']);
    map.set('d', '123456');
    expect(['a', 'b', 'c', 'd'].map((key) => map.get(key))).toEqual([
      ...[undefined, undefined, '1234', '123456'],
    ]);
  });

  it('counts nothing twice and nothing that is gone', () => {
    const map = createRecentMap<string, string>(10, (value) => value.length);
    for (let times = 0; times < 5; times += 1) map.set('a', '123456');
    map.delete('none');
    map.set('b', '1234');
    expect(map.get('a')).toBe('123456');
    map.delete('a');
    map.set('c', '123456');
    expect(map.get('b')).toBe('1234');
    map.clear();
    map.set('d', '1234567890');
    expect(map.get('d')).toBe('1234567890');
  });

  it('does not keep what alone weighs too much', () => {
    const map = createRecentMap<string, string>(3, (value) => value.length);
    map.set('a', '1234');
    map.set('b', '123');
    expect(['a', 'b'].map((key) => map.get(key))).toEqual([undefined, '123']);
  });

  it('loses nothing to what alone weighs too much, but what that stands for', () => {
    const map = createRecentMap<string, string>(3, (value) => value.length);
    for (const key of ['a', 'b']) map.set(key, '1');
    map.set('a', '1234');
    expect(['a', 'b'].map((key) => map.get(key))).toEqual([undefined, '1']);
    map.set('c', '12');
    expect(map.state().entries).toBe(2);
  });
});
