import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import {
  answer,
  answered,
  type Behaviour,
  closeParts,
  startFaultyPart,
  swallow,
} from '../testing/faulty-part';
import { readCallNumbers } from './call-numbers';
import { readCommonConfig } from './subgraph-config';

const shipped = readCallNumbers();
const { answerTimeoutMs } = readCommonConfig({});

/** Nothing comes back over a connection that met it, not even after it is mended. */
function createBlackHole() {
  const lost = new Set<Socket>();
  const hole = { open: true };
  const through =
    (behaviour: Behaviour): Behaviour =>
    (request, response, count) => {
      if (hole.open) lost.add(request.socket);
      if (!lost.has(request.socket)) behaviour(request, response, count);
    };
  return { hole, through };
}

interface Told {
  readonly asked: number;
  readonly took: number;
  readonly refused: boolean;
}

/** Asks as users do, whatever became of the questions before, until it is told to stop. */
function askSteadily(ask: () => Promise<unknown>, everyMs: number) {
  const told: Told[] = [];
  const open: Promise<void>[] = [];
  const askOnce = async () => {
    const asked = performance.now();
    const refused = await ask().then(
      () => false,
      () => true,
    );
    told.push({ asked, took: performance.now() - asked, refused });
  };
  const timer = setInterval(() => open.push(askOnce()), everyMs);
  const stop = async () => {
    clearInterval(timer);
    await Promise.all(open);
  };
  return { told, stop };
}

const until = async (holds: () => boolean) => {
  while (!holds()) await pause(10);
};

describe('a part behind a black hole, with the numbers that are shipped', () => {
  afterEach(closeParts);

  it('fails within 6 s, is refused at once from then on, and answers by the first look after it is back', async () => {
    const { hole, through } = createBlackHole();
    const { part, changes, ask } = await startFaultyPart(through(answer), answerTimeoutMs, shipped);
    let looks = 0;
    const health = part.health;
    part.health = (request, response, count) => {
      looks += 1;
      through(health)(request, response, count);
    };
    const { told, stop } = askSteadily(ask, 50);
    await until(() => changes.length === 1);
    expect(Math.max(...told.map(({ took }) => took))).toBeLessThan(6000);

    // While it is left alone a refusal waits for nothing: no clock, no socket.
    const refused = ask().catch(() => 'refused');
    expect(await Promise.race([refused, nextTurn('waited')])).toBe('refused');

    hole.open = false;
    const looked = looks;
    await until(() => changes.length === 2);
    expect(looks - looked).toBe(1);
    const closed = performance.now();
    // Until the last of those that hung has failed.
    await pause(answerTimeoutMs);
    await stop();
    const after = told.filter(({ asked }) => asked >= closed);
    expect(after.filter(({ refused }) => refused)).toEqual([]);
    expect(after.length).toBeGreaterThan(20);
    expect(changes).toEqual([true, false]);
  });

  it('would be back within 2 s though a look was lost in it', () => {
    const { probeMilliseconds, probeTimeoutMilliseconds } = shipped;
    expect(probeTimeoutMilliseconds + probeMilliseconds).toBeLessThanOrEqual(1500);
  });
});

describe('connections to a part that hang', () => {
  afterEach(closeParts);

  it('are waited for by nothing that is asked after it is back', async () => {
    const held: IncomingMessage[] = [];
    const { part, client, ask, stop } = await startFaultyPart((request, response, count) => {
      held.push(request);
      swallow(request, response, count);
    });
    let failed = 0;
    const fail = () => {
      failed += 1;
    };
    const hanging = Array.from({ length: 80 }, () => ask('mutation { a }').catch(fail));
    await until(() => held.length === 64);
    for (const request of held.slice(0, shipped.failuresToOpen)) request.socket.destroy();
    await until(() => client.isLeftAlone());
    await until(() => held.length === 64 + shipped.failuresToOpen);
    part.does = answer;
    await until(() => !client.isLeftAlone());
    expect(await ask()).toEqual(answered);
    expect(failed).toBe(shipped.failuresToOpen);
    await stop();
    await Promise.all(hanging);
    expect(failed).toBe(80);
  });
});
