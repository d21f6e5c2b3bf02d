import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { moreAfter, unitsDue } from './refill-plan';

const rules = { partDays: 28, refillAfterShare: 0.8 };
const twelveWeeks = { days: 84, quantity: 6 };

describe('the plan of a long-term sheet', () => {
  it.each([
    [0, 2],
    [22, 2],
    [23, 4],
    [50, 4],
    [51, 6],
    [83, 6],
  ])('hands out, %i days after the first visit, %s units in all', (days, units) => {
    expect(unitsDue(twelveWeeks, days, rules)).toBe(units);
  });

  it.each([
    [0, 0],
    [1, 0],
    [2, 23],
    [3, 23],
    [4, 51],
    [5, 51],
    [6, null],
  ])('says when there is more than %i units: after %s days', (units, days) => {
    expect(moreAfter(twelveWeeks, units, rules)).toBe(days);
  });

  it('hands out whole packs, so that no day is without', () => {
    expect(unitsDue({ days: 56, quantity: 3 }, 0, rules)).toBe(2);
    expect(unitsDue({ days: 29, quantity: 1 }, 0, rules)).toBe(1);
  });

  it('is one part up to its days', () => {
    expect(unitsDue({ days: 28, quantity: 3 }, 0, rules)).toBe(3);
    expect(unitsDue({ days: 29, quantity: 29 }, 0, rules)).toBe(28);
  });

  it('counts a share of whole days as these days', () => {
    const share = { partDays: 35, refillAfterShare: 0.8 };
    expect(moreAfter({ days: 70, quantity: 2 }, 1, share)).toBe(28);
    expect(moreAfter({ days: 56, quantity: 2 }, 1, { ...rules, refillAfterShare: 1 })).toBe(28);
  });

  it('never hands out more than prescribed, all of it in the end, and agrees with its own days', () => {
    const anyItem = fc.record({
      days: fc.integer({ min: 1, max: 366 }),
      quantity: fc.integer({ min: 1, max: 500 }),
    });
    const anyRules = fc.record({
      partDays: fc.integer({ min: 1, max: 90 }),
      refillAfterShare: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(anyItem, anyRules, fc.nat(400), (item, any, day) => {
        const due = unitsDue(item, day, any);
        expect(due).toBeGreaterThanOrEqual(1);
        expect(due).toBeLessThanOrEqual(item.quantity);
        expect(unitsDue(item, item.days, any)).toBe(item.quantity);
        const next = moreAfter(item, due, any);
        if (next === null) return expect(due).toBe(item.quantity);
        expect(next).toBeGreaterThan(day);
        expect(unitsDue(item, next, any)).toBeGreaterThan(due);
        expect(unitsDue(item, next - 1, any)).toBe(due);
      }),
    );
  });
});
