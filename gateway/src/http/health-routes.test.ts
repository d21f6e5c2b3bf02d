import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  startTestGateway,
  type TestGateway,
  type TestGatewayOptions,
} from '../testing/test-gateway';

const get = async ({ url }: TestGateway, path: string) => {
  const response = await fetch(url + path);
  const body: unknown = await response.json();
  return { status: response.status, body };
};
const ready = { status: 200, body: { status: 'ready' } };
const closing = {
  status: 503,
  body: { status: 'not ready', notReady: { gateway: 'is closing' } },
};

describe('the health routes', () => {
  const started: TestGateway[] = [];
  const start = async (options: TestGatewayOptions = {}) => {
    const gateway = await startTestGateway(options);
    started.push(gateway);
    return gateway;
  };
  afterEach(async () => {
    for (const gateway of started.splice(0)) await gateway.stop();
  });

  it('say that the process lives', async () => {
    const live = { status: 200, body: { status: 'live' } };
    await expect(get(await start(), '/health/live')).resolves.toEqual(live);
  });

  it('say that everything is ready', async () => {
    const gateway = await start({ checks: { patients: async () => null }, notes: () => ({}) });
    await expect(get(gateway, '/health/ready')).resolves.toEqual(ready);
  });

  it('say what is not ready and why', async () => {
    const problem = 'its migrations are under way';
    const gateway = await start({ checks: { patients: async () => problem } });
    await expect(get(gateway, '/health/ready')).resolves.toEqual({
      status: 503,
      body: { status: 'not ready', notReady: { patients: problem } },
    });
  });

  it('keep the address in a failure to themselves', async () => {
    const fail = () => Promise.reject(new Error('connect ECONNREFUSED 10.0.0.7:3306'));
    await expect(get(await start({ checks: { results: fail } }), '/health/ready')).resolves.toEqual(
      { status: 503, body: { status: 'not ready', notReady: { results: 'could not be checked' } } },
    );
  });

  it('wait two seconds for a part that hangs, and no longer', async () => {
    const hang = () => new Promise<null>(() => undefined);
    const began = performance.now();
    await expect(get(await start({ checks: { results: hang } }), '/health/ready')).resolves.toEqual(
      {
        status: 503,
        body: { status: 'not ready', notReady: { results: 'did not answer in time' } },
      },
    );
    expect(performance.now() - began).toBeLessThan(3500);
  });

  it('tell what keeps nobody away, ready or not', async () => {
    const notes = async () => ({ pharmacy: 'it does not answer' });
    await expect(get(await start({ notes }), '/health/ready')).resolves.toEqual({
      status: 200,
      body: { status: 'ready', notes: { pharmacy: 'it does not answer' } },
    });
    const unready = await start({ notes, checks: { 'sign-in': async () => 'no keys' } });
    await expect(get(unready, '/health/ready')).resolves.toMatchObject({
      status: 503,
      body: { notes: { pharmacy: 'it does not answer' } },
    });
  });

  it('say that a gateway leaves, which still answers', async () => {
    const leaving = await start();
    leaving.http.leave({ drainSeconds: 0, announced: true });
    await expect(get(leaving, '/health/ready')).resolves.toEqual(closing);
    const live = await fetch(`${leaving.url}/health/live`);
    expect([live.status, live.headers.get('connection')]).toEqual([200, 'close']);
  });

  it('say nothing of a gateway that leaves others behind who serve its address', async () => {
    const leaving = await start();
    leaving.http.leave({ drainSeconds: 0, announced: false });
    const answer = await fetch(`${leaving.url}/health/ready`);
    expect([answer.status, answer.headers.get('connection')]).toEqual([200, 'close']);
  });

  describe('asked by many', () => {
    let asked: number;
    let problem: string | null;
    const checks = {
      patients: async () => {
        asked += 1;
        return problem;
      },
    };
    beforeEach(() => {
      asked = 0;
      problem = null;
    });
    const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

    it('ask the parts once, and again when that answer is old', async () => {
      const gateway = await start({ checks, numbers: { readyKeepMs: 300 } });
      await Promise.all(Array.from({ length: 20 }, () => get(gateway, '/health/ready')));
      await get(gateway, '/health/ready');
      expect(asked).toBe(1);
      problem = 'its database does not answer';
      await pause(350);
      await expect(get(gateway, '/health/ready')).resolves.toMatchObject({ status: 503 });
      expect(asked).toBe(2);
    });

    it('say at once that it leaves, whatever was answered before', async () => {
      const gateway = await start({ checks });
      await expect(get(gateway, '/health/ready')).resolves.toEqual(ready);
      gateway.http.leave({ drainSeconds: 0, announced: true });
      await expect(get(gateway, '/health/ready')).resolves.toEqual(closing);
      expect(asked).toBe(1);
    });

    it('say so too to who asked before, and waits for a part', async () => {
      let answer: (problem: null) => void = () => undefined;
      const slow = new Promise<null>((resolve) => {
        answer = resolve;
      });
      const gateway = await start({ checks: { results: () => slow, ...checks } });
      const early = get(gateway, '/health/ready');
      while (asked === 0) await pause(10);
      gateway.http.leave({ drainSeconds: 0, announced: true });
      answer(null);
      await expect(early).resolves.toEqual(closing);
    });
  });
});
