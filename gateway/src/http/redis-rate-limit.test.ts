import { expect, it } from '@jest/globals';
import { createLogger } from '@lianyi/shared/logging/logger';
import { eventually } from '@lianyi/shared/testing/event-fixture';
import { describeWithRedis } from '@lianyi/shared/testing/test-redis';
import { startRedisCluster } from '@lianyi/shared/testing/test-redis-cluster';
import { startSentinels } from '@lianyi/shared/testing/test-sentinels';
import { post } from '../testing/test-client';
import { startTestGateway, type TestGateway } from '../testing/test-gateway';

const logger = createLogger('test', 'silent');
const perMinute = 1000;

const left = async (gateway: TestGateway) =>
  Number((await post(gateway, '{"query":"{ me }"}')).headers.get('x-ratelimit-remaining'));

describeWithRedis('gateways count the requests of a user together', () => {
  it.each([
    ['in a cluster of Redis', () => startRedisCluster('any')],
    ['at the master that sentinels name', startSentinels],
  ])(
    '%s',
    async (_place, start) => {
      const redis = await start();
      const rateLimit = { perMinute, redisUrl: redis.url, logger };
      const gateways = [
        await startTestGateway({ rateLimit }),
        await startTestGateway({ rateLimit }),
      ];
      // Until Redis is met nothing is counted.
      for (const gateway of gateways)
        await eventually(async () => {
          const before = await left(gateway);
          return before > 0 && (await left(gateway)) === before - 1;
        });
      const [one, other] = gateways;
      if (!one || !other) throw new Error('there are two');
      const before = await left(one);
      expect([await left(other), await left(one)]).toEqual([before - 1, before - 2]);
      for (const gateway of gateways) await gateway.stop();
      await redis.stop();
    },
    60_000,
  );
});
