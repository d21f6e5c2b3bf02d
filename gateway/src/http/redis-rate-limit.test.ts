import { it } from '@jest/globals';
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
      const numbers = { countWaitMs: 2000 };
      const one = await startTestGateway({ rateLimit, numbers });
      const other = await startTestGateway({ rateLimit, numbers });
      // Until it meets Redis each counts for itself.
      await eventually(async () => {
        const before = await left(one);
        const then = [await left(other), await left(other), await left(one)];
        return then.join() === [before - 1, before - 2, before - 3].join();
      });
      for (const gateway of [one, other]) await gateway.stop();
      await redis.stop();
    },
    60_000,
  );
});
