import cluster from 'node:cluster';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ForkedWorker, type ForkOptions, forkWorker } from './fork-worker';

/** Serves and answers; whatever it is told of a change, or of its end, blocks it for good. */
const program = `
  const send = (lianyi, id, kind, content) => process.send({ lianyi, id, kind, content });
  const block = () => { for (;;); };
  process.on('SIGTERM', block);
  process.on('message', ({ lianyi, id, kind, content }) => {
    if (lianyi === 'answer' && content === 1) send('question', 2, 'serving', { url: 'http://here', hl7: null });
    if (lianyi !== 'question') return;
    if (kind === 'changed' || kind === 'leave') block();
    send('answer', id, kind, null);
  });
  send('question', 1, 'place', null);
`;

const unasked = () => {
  throw new Error('it does not ask this');
};

describe('a worker in a process of its own', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lianyi-fork-'));
  const forked: ForkedWorker[] = [];
  /** The program serves where it is told place 1. */
  const start = (options: Partial<ForkOptions> = {}) => {
    const hung: boolean[] = [];
    const worker = forkWorker({
      place: 1,
      answers: { request: unasked, signIn: unasked, changed: unasked, metrics: unasked },
      another: () => undefined,
      endWithinMs: 60_000,
      numbers: { beatMs: 50, startBeats: 1000, silentBeats: 40 },
      onHung: (served) => void hung.push(served),
      ...options,
    });
    forked.push(worker);
    return { worker, hung };
  };
  beforeAll(() => {
    const exec = join(folder, 'worker.cjs');
    writeFileSync(exec, program);
    cluster.setupPrimary({ exec, args: [], execArgv: [] });
  });
  afterAll(async () => {
    for (const { process } of forked) process.kill('SIGKILL');
    await Promise.all(forked.map(({ ended }) => ended));
    rmSync(folder, { recursive: true });
  });

  it('is killed where it answers no more, and not before', async () => {
    const { worker, hung } = start();
    expect(await worker.serving).toEqual({ url: 'http://here', hl7: null });
    await new Promise((resolve) => setTimeout(resolve, 3000));
    expect(hung).toEqual([]);
    worker.exchange.ask('changed', []).catch(() => undefined);
    expect(await worker.ended).toBe('SIGKILL');
    expect(hung).toEqual([true]);
  });

  it('is killed where it never serves', async () => {
    const numbers = { beatMs: 50, startBeats: 10, silentBeats: 20 };
    const { worker, hung } = start({ place: 2, numbers });
    expect([await worker.serving, await worker.ended]).toEqual([null, 'SIGKILL']);
    expect(hung).toEqual([false]);
  });

  it.each(['leave', 'stop'] as const)(
    'told to %s, has the time it is given for that',
    async (how) => {
      const { worker, hung } = start({ endWithinMs: 3000 });
      await worker.serving;
      const began = performance.now();
      worker[how]();
      expect(await worker.ended).toBe('SIGKILL');
      expect(performance.now() - began).toBeGreaterThan(2900);
      expect(hung).toEqual([]);
    },
  );
});
