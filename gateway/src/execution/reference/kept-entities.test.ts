import { describe, expect, it } from '@jest/globals';
import { createKeptEntities } from './kept-entities';

function keeping(mostBytes = 10_000) {
  let at = 0;
  const kept = createKeptEntities({ maxAgeSeconds: 60, mostBytes, now: () => at });
  const keep = (key: string, entity: object) => kept.asking()(key, entity);
  return { kept, keep, wait: (seconds: number) => (at += seconds * 1000) };
}

describe('kept entities', () => {
  it('are a copy for each who asks, and none of who gave them', () => {
    const { kept, keep } = keeping();
    const given = { name: 'here', seat: { id: 'a' } };
    keep('one', given);
    Object.assign(given.seat, { secret: 1 });
    for (let asked = 0; asked < 2; asked += 1) {
      const got = kept.get('one');
      expect(got).toEqual({ name: 'here', seat: { id: 'a' } });
      Object.assign(Object(got?.seat), { secret: 2 });
    }
  });

  it('are forgotten after their time, counted from when they were asked for', () => {
    const { kept, wait } = keeping();
    const keep = kept.asking();
    wait(30);
    keep('one', {});
    wait(29);
    expect(kept.get('one')).toEqual({});
    wait(1);
    expect(kept.get('one')).toBeUndefined();
    expect(kept.state()).toMatchObject({ hits: 1, misses: 1 });
  });

  it('are forgotten when something changed, with what was being asked for meanwhile', () => {
    const { kept, keep } = keeping();
    keep('one', {});
    const late = kept.asking();
    kept.clear();
    late('two', {});
    expect(kept.state().entries).toBe(0);
    keep('two', {});
    expect(kept.get('two')).toEqual({});
  });

  it('stay within their bytes: what was used longest ago makes room', () => {
    const { kept, keep } = keeping(1000);
    for (const key of ['one', 'two', 'three']) keep(key, { name: '字'.repeat(50) });
    kept.get('one');
    keep('four', { name: '字'.repeat(50) });
    expect(['one', 'two', 'three', 'four'].filter(kept.get)).toEqual(['one', 'three', 'four']);
    keep('large', { name: '字'.repeat(500) });
    expect(kept.get('large')).toBeUndefined();
  });
});
