import { describe, expect, it } from '@jest/globals';
import { createLogger } from '@lianyi/shared/logging/logger';
import { eventually } from '@lianyi/shared/testing/event-fixture';
import { TestWorker } from '../testing/test-worker';
import { supervise } from './supervise';
import { workerNumbers } from './worker-numbers';

const numbers = { ...workerNumbers, firstPauseMs: 1, longestPauseMs: 4, failedStarts: 3 };

function start(count: number, begin: (worker: TestWorker) => void) {
  const forked: TestWorker[] = [];
  const said: string[] = [];
  const fork = () => {
    const worker = new TestWorker();
    forked.push(worker);
    begin(worker);
    return worker;
  };
  const supervisor = supervise({
    ...{ count, fork, numbers, logger: createLogger('test', 'silent') },
    onAllServe: ({ url }) => void said.push(url),
    onFailure({ message }) {
      said.push(message);
      void supervisor.stop();
    },
  });
  return { supervisor, forked, said };
}
const serves = (worker: TestWorker) => worker.startServing();

describe('a supervisor', () => {
  it('tells once that all serve', async () => {
    const { supervisor, said, forked } = start(2, serves);
    await eventually(() => supervisor.serving() === 2);
    forked[0]?.end(1);
    await eventually(() => forked.length === 3 && supervisor.serving() === 2);
    expect([said, supervisor.died()]).toEqual([['http://here'], 1]);
  });

  it('gives up where nobody serves and so many in a row ended before they did', async () => {
    const { said, forked } = start(1, (worker) => worker.end(1));
    await eventually(() => said.length > 0);
    expect(forked).toHaveLength(3);
    expect(said[0]).toMatch(/^WORKERS: no worker serves, and 3 in a row .*the last with 1/);
  });

  it('goes on trying while another serves', async () => {
    let first = true;
    const { supervisor, said, forked } = start(2, (worker) => {
      if (first) serves(worker);
      else worker.end('SIGKILL');
      first = false;
    });
    await eventually(() => forked.length > 7);
    expect(said).toEqual([]);
    await Promise.all([supervisor.stop(), forked[0]?.end(0)]);
  });

  it('changes one after the other, and tells an old one to leave once the new one serves', async () => {
    const { supervisor, forked } = start(2, serves);
    await eventually(() => supervisor.serving() === 2);
    const changed = supervisor.change();
    await eventually(() => forked[0]?.told[0] === 'leave');
    expect(forked).toHaveLength(3);
    forked[0]?.end(0);
    await eventually(() => forked[1]?.told[0] === 'leave');
    forked[1]?.end(0);
    expect(await changed).toBe(true);
    expect([supervisor.serving(), supervisor.died(), forked.length]).toEqual([2, 0, 4]);
  });

  it('changes nothing where a new one does not serve', async () => {
    let right = 2;
    const { supervisor, forked } = start(2, (worker) => {
      right -= 1;
      if (right >= 0) serves(worker);
      else worker.end(1);
    });
    await eventually(() => supervisor.serving() === 2);
    expect(await supervisor.change()).toBe(false);
    expect(forked.map(({ told }) => told)).toEqual([[], [], []]);
  });

  it('ends all, also one that has not served yet, and replaces none', async () => {
    const { supervisor, forked } = start(2, () => undefined);
    const stopped = supervisor.stop();
    expect(forked.map(({ told }) => told)).toEqual([['stop'], ['stop']]);
    forked[0]?.end('SIGTERM');
    forked[1]?.end(3);
    expect(await stopped).toEqual([3]);
    expect(forked).toHaveLength(2);
  });
});
