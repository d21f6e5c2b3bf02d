import { describe, expect, it } from '@jest/globals';
import { once } from './once';

describe('once', () => {
  it('does it when it is first asked for, and not again', () => {
    let count = 0;
    const counted = once(() => {
      count += 1;
      return count;
    });
    expect(count).toBe(0);
    expect([counted(), counted(), count]).toEqual([1, 1, 1]);
  });

  it('keeps an answer that is none', () => {
    let count = 0;
    const counted = once(() => {
      count += 1;
    });
    expect([counted(), counted(), count]).toEqual([undefined, undefined, 1]);
  });

  it('tries again what failed', () => {
    let left = 1;
    const failing = once(() => {
      left -= 1;
      if (left === 0) throw new Error('not yet');
      return 'done';
    });
    expect(failing).toThrow('not yet');
    expect(failing()).toBe('done');
  });
});
