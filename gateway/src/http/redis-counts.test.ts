import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { createLogger } from '@lianyi/shared/logging/logger';
import { eventually } from '@lianyi/shared/testing/event-fixture';
import { startRedis, type TestRedis } from '@lianyi/shared/testing/start-redis';
import { describeWithRedis } from '@lianyi/shared/testing/test-redis';
import { post } from '../testing/test-client';
import { startTestGateway, type TestGateway } from '../testing/test-gateway';

const logger = createLogger('test', 'silent');
/** Longer than a busy machine keeps a request waiting, shorter than Redis is given elsewhere. */
const countWaitMs = 500;

describeWithRedis('the requests of one user before several gateways', () => {
  const gateways: TestGateway[] = [];
  let redis: TestRedis;
  beforeEach(async () => {
    redis = await startRedis();
  });
  afterEach(async () => {
    for (const gateway of gateways.splice(0)) await gateway.stop();
    await redis.stop();
  });
  /** As many requests as Redis knows. */
  const counted = async () => {
    const [key] = await redis.client.keys('lianyi:rate:*');
    return key === undefined ? 0 : Number(await redis.client.get(key));
  };
  /** Met by Redis, with nothing counted. */
  const start = async (perMinute: number, countProbeMs: number) => {
    const gateway = await startTestGateway({
      rateLimit: { perMinute, redisUrl: redis.url, logger },
      numbers: { countWaitMs, countProbeMs },
    });
    gateways.push(gateway);
    await eventually(async () => {
      await ask(gateway);
      return (await counted()) > 0;
    });
    await redis.client.flushall();
    return gateway;
  };
  const ask = async (gateway: TestGateway) => {
    const began = performance.now();
    const { status } = await post(gateway, '{"query":"{ me }"}');
    return { status, took: performance.now() - began };
  };
  const askTimes = async (gateway: TestGateway, times: number) => {
    const asked: Awaited<ReturnType<typeof ask>>[] = [];
    for (let time = 0; time < times; time += 1) asked.push(await ask(gateway));
    return asked;
  };
  const statuses = async (gateway: TestGateway, times: number) =>
    (await askTimes(gateway, times)).map(({ status }) => status);

  it('are counted together, for a minute', async () => {
    const [one, other] = [await start(100, 60_000), await start(100, 60_000)];
    await statuses(one, 2);
    await statuses(other, 3);
    expect(await counted()).toBe(5);
    const [key = ''] = await redis.client.keys('lianyi:rate:*');
    await redis.client.set(key, 100, 'KEEPTTL');
    expect([await statuses(one, 1), await statuses(other, 1)]).toEqual([[429], [429]]);
    expect(await redis.client.pttl(key)).toBeGreaterThan(0);
  });

  it('are counted by each gateway while Redis is gone', async () => {
    const gateway = await start(100, 60_000);
    await redis.kill();
    const asked = await statuses(gateway, 101);
    expect([asked[0], asked.at(-1)]).toEqual([200, 429]);
  });

  it('wait once for a Redis that hangs, and are counted by each gateway meanwhile', async () => {
    const gateway = await start(100, 60_000);
    redis.freeze(true);
    const asked = await askTimes(gateway, 101);
    redis.freeze(false);
    expect(asked[0]?.took).toBeGreaterThan(countWaitMs - 50);
    expect(asked.filter(({ took }) => took > countWaitMs - 50)).toHaveLength(1);
    expect(asked.at(-1)?.status).toBe(429);
  });

  it('are counted together again once Redis answers, and none waits to find out', async () => {
    const gateway = await start(1000, 20);
    redis.freeze(true);
    await ask(gateway);
    const slow = await askTimes(gateway, 20);
    expect(slow.filter(({ took }) => took > countWaitMs - 50)).toEqual([]);
    redis.freeze(false);
    await eventually(async () => {
      const before = await counted();
      await ask(gateway);
      return (await counted()) === before + 1;
    });
  });
});
