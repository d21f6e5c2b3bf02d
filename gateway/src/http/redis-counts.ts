import type { RedisClient } from '@lianyi/shared/events/redis-client';
import type { Logger } from '@lianyi/shared/logging/logger';
import { createBreaker } from '@lianyi/shared/subgraph/breaker';
import type { HttpNumbers } from './http-numbers';
import type { CountRequest } from './rate-limit';

export interface RedisCountsOptions {
  readonly redis: RedisClient;
  /** Counts while Redis does not answer. */
  readonly meanwhile: CountRequest;
  readonly numbers: Pick<HttpNumbers, 'countWaitMs' | 'countProbeMs'>;
  readonly logger: Logger;
}

/** A window begins with its first request. */
const countOne = `
local current = redis.call('INCR', KEYS[1])
if current == 1 then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end
return {current, redis.call('PTTL', KEYS[1])}`;

const keyOf = (user: string) => `lianyi:rate:${user}`;

/**
 * Counts requests where all gateways do. A Redis that hangs holds up the requests of one short wait:
 * after it nobody asks it, what comes is counted here, and it is looked for in the background.
 */
export function createRedisCounts({ redis, meanwhile, numbers, logger }: RedisCountsOptions) {
  const { countWaitMs, countProbeMs } = numbers;
  let lastKey = keyOf('');
  const breaker = createBreaker({
    failuresToOpen: 1,
    probeMilliseconds: countProbeMs,
    // In a cluster the node that did not answer is the one to ask.
    probe: () => answeredWithin(countWaitMs, redis.exists(lastKey)).then(() => true),
    onChange: (open) =>
      open
        ? logger.warn('Redis did not answer in time: requests are counted by each gateway')
        : logger.info('requests are counted by all gateways together again'),
  });
  const count: CountRequest = async (user, windowMs) => {
    if (breaker.isOpen || redis.status !== 'ready') return meanwhile(user, windowMs);
    const [key, { round }] = [keyOf(user), breaker];
    try {
      const asked = redis.eval(countOne, 1, key, windowMs) as Promise<[number, number]>;
      const [current, ttl] = await answeredWithin(countWaitMs, asked);
      return { current, ttl };
    } catch {
      lastKey = key;
      breaker.failed(round);
      return meanwhile(user, windowMs);
    }
  };
  return { count, close: () => breaker.close() };
}

/** Rejects where there is no answer in time; one that lay in the socket while the process was busy counts. */
function answeredWithin<Answer>(milliseconds: number, answer: Promise<Answer>): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const late = () => reject(new Error('no answer in time'));
    const timer = setTimeout(() => setImmediate(late), milliseconds);
    answer.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
