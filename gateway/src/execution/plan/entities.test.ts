import { describe, expect, it } from '@jest/globals';
import { mergeInto } from './entities';

describe('mergeInto', () => {
  it('adds what is new and goes into what is there', () => {
    const target = { a: { one: 1 } };
    mergeInto(target, { a: { two: 2 }, b: [3] });
    expect(target).toEqual({ a: { one: 1, two: 2 }, b: [3] });
  });

  it('goes into lists item by item, lists of lists too, and replaces lists of another length', () => {
    const target = { same: [[{ one: 1 }]], other: [{ one: 1 }] };
    mergeInto(target, { same: [[{ two: 2 }]], other: [{ two: 2 }, null], none: undefined });
    expect(target).toEqual({ same: [[{ one: 1, two: 2 }]], other: [{ two: 2 }, null] });
    expect('none' in target).toBe(false);
  });

  it.each(['__proto__', 'constructor'])('never writes to what all objects share: %s', (key) => {
    mergeInto({}, JSON.parse(`{"${key}":{"spread":true,"prototype":{"spread":true}}}`));
    expect('spread' in {}).toBe(false);
    expect('spread' in Object).toBe(false);
  });
});
