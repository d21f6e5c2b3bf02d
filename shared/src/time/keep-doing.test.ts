import { expect, it } from '@jest/globals';
import { keepDoing } from './keep-doing';

/** Work that is let go step by step. */
function stepwise() {
  const begun: (() => void)[] = [];
  let waiting = () => {};
  const work = () =>
    new Promise<void>((resolve, reject) => {
      begun.push(begun.length === 0 ? () => reject(new Error('not yet')) : resolve);
      waiting();
    });
  const begins = (count: number) =>
    new Promise<void>((resolve) => {
      waiting = () => begun.length >= count && resolve();
      waiting();
    });
  return { begun, begins, work };
}

it('goes on after what failed, and ends with the work in hand', async () => {
  const { begun, begins, work } = stepwise();
  const told: unknown[] = [];
  const stop = keepDoing({ work, failed: (error) => told.push(error), everyMilliseconds: 0 });
  await begins(1);
  begun[0]?.();
  await begins(2);
  expect(told).toEqual([new Error('not yet')]);
  let ended = false;
  const stopped = stop().then(() => {
    ended = true;
  });
  await Promise.resolve();
  expect(ended).toBe(false);
  begun[1]?.();
  await stopped;
  expect(begun).toHaveLength(2);
});

it('does not wait for its next turn when it is ended', async () => {
  const { begun, begins, work } = stepwise();
  const stop = keepDoing({ work, failed: () => {}, everyMilliseconds: 3_600_000 });
  await begins(1);
  begun[0]?.();
  await stop();
  expect(begun).toHaveLength(1);
});
