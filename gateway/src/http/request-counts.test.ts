import { expect, it } from '@jest/globals';
import { createRequestCounts } from './request-counts';

it('requests are counted from the first of a window on, and forgotten with it', () => {
  let now = 0;
  const count = createRequestCounts(10, () => now);
  expect([count('a', 60), count('a', 60), count('b', 60)]).toEqual([
    { current: 1, ttl: 60 },
    { current: 2, ttl: 60 },
    { current: 1, ttl: 60 },
  ]);
  now = 59;
  expect(count('a', 60)).toEqual({ current: 3, ttl: 1 });
  now = 60;
  expect(count('a', 60)).toEqual({ current: 1, ttl: 60 });
});
