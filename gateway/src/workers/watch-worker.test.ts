import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { createLogger } from '@lianyi/shared/logging/logger';
import { eventually } from '@lianyi/shared/testing/event-fixture';
import { TestWorker } from '../testing/test-worker';
import { supervise } from './supervise';
import { watchWorker } from './watch-worker';
import { workerNumbers } from './worker-numbers';

const numbers = { ...workerNumbers, beatMs: 20, startBeats: 10, silentBeats: 5, firstPauseMs: 1 };

/** A worker that is watched, and what was told of it. */
function watched(worker = new TestWorker()) {
  const hung: boolean[] = [];
  const watch = watchWorker(worker, numbers, (served) => {
    hung.push(served);
    worker.end('SIGKILL');
  });
  return { worker, watch, hung };
}

describe('a worker that is watched', () => {
  it('hangs where it does not serve in time', async () => {
    const began = performance.now();
    const { hung } = watched();
    await eventually(() => hung.length > 0);
    expect(hung).toEqual([false]);
    expect(performance.now() - began).toBeGreaterThan(190);
  });

  it('does not hang where it serves and answers, for however long', async () => {
    const { worker, hung } = watched();
    await sleep(120);
    worker.startServing();
    await sleep(400);
    expect([hung, worker.beats > 2]).toEqual([[], true]);
    worker.end(0);
  });

  it('does not hang where its answer is late, and is asked one question at a time', async () => {
    const { worker, hung } = watched();
    worker.startServing();
    worker.beatsWithin(60);
    await sleep(400);
    expect(hung).toEqual([]);
    expect(worker.beats).toBeLessThan(12);
    worker.end(0);
  });

  it('hangs where it served and answers no more, which is told once', async () => {
    const { worker, hung } = watched();
    worker.startServing();
    await eventually(() => worker.beats > 2);
    worker.beatsWithin(Number.POSITIVE_INFINITY);
    await eventually(() => hung.length > 0);
    await sleep(200);
    expect(hung).toEqual([true]);
  });

  it('is not taken for hung where this process stood still', async () => {
    const { worker, hung } = watched();
    worker.startServing();
    await eventually(() => worker.beats > 2);
    const until = performance.now() + 400;
    while (performance.now() < until);
    await sleep(100);
    expect(hung).toEqual([]);
    worker.end(0);
  });

  it('is left alone once it ends, or is to end', async () => {
    const ended = watched();
    ended.worker.end(0);
    const leaving = watched();
    leaving.watch.end();
    await sleep(400);
    expect([ended.hung, leaving.hung]).toEqual([[], []]);
  });
});

describe('a supervisor whose workers are watched', () => {
  const start = (begin: (worker: TestWorker, started: number) => void) => {
    const forked: TestWorker[] = [];
    const fork = () => {
      const { worker } = watched();
      forked.push(worker);
      begin(worker, forked.length);
      return worker;
    };
    const none = () => undefined;
    const logger = createLogger('test', 'silent');
    const supervisor = supervise({
      ...{ count: 1, fork, numbers, logger },
      ...{ onAllServe: none, onFailure: none },
    });
    return { supervisor, forked };
  };

  it('keeps the old one where a new one hangs in its start, and changes it the next time', async () => {
    const { supervisor, forked } = start((worker, started) => {
      if (started !== 2) worker.startServing();
    });
    await eventually(() => supervisor.serving() === 1);
    expect(await supervisor.change()).toBe(false);
    expect(forked[0]?.told).toEqual([]);
    const again = supervisor.change();
    await eventually(() => forked[0]?.told[0] === 'leave');
    forked[0]?.end(0);
    expect(await again).toBe(true);
    forked[2]?.end(0);
  });

  it('replaces one that served and hangs', async () => {
    const { supervisor, forked } = start((worker) => worker.startServing());
    await eventually(() => supervisor.serving() === 1);
    forked[0]?.beatsWithin(Number.POSITIVE_INFINITY);
    await eventually(() => forked.length === 2 && supervisor.serving() === 1);
    expect(supervisor.died()).toBe(1);
    forked[1]?.end(0);
  });
});
