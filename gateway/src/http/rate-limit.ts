import rateLimit, { type FastifyRateLimitStoreCtor } from '@fastify/rate-limit';
import { DomainError } from '@lianyi/shared/errors/domain-error';
import { connectRedis } from '@lianyi/shared/events/redis-client';
import type { Logger } from '@lianyi/shared/logging/logger';
import type { FastifyInstance } from 'fastify';

/** Requests of a user within the window that is open, and the milliseconds it is open still. */
export interface Counted {
  readonly current: number;
  readonly ttl: number;
}

/** Counts one more request of a user. */
export type CountRequest = (key: string, windowMs: number) => Promise<Counted>;

export interface RateLimitOptions {
  /** Requests of one user at one institution within a minute. */
  readonly perMinute: number;
  /** Where gateways count together; unset: each for itself. */
  readonly redisUrl?: string | undefined;
  /** Where the processes of one gateway count together, without Redis. */
  readonly count?: CountRequest | undefined;
  readonly logger: Logger;
}

/**
 * Counts the requests of each user after her sign-in and before anything is read of them. While
 * Redis does not answer nobody is refused: what is lost is a bound, not an answer.
 */
export async function limitRates(
  app: FastifyInstance,
  { perMinute, redisUrl, count, logger }: RateLimitOptions,
) {
  const redis = redisUrl === undefined ? undefined : connectRedis(redisUrl, logger);
  if (redis) app.addHook('onClose', async () => redis.disconnect());
  await app.register(rateLimit, {
    max: perMinute,
    ...{ timeWindow: 60_000, hook: 'preParsing', skipOnError: true },
    ...(redis ? { redis, nameSpace: 'lianyi:rate:' } : {}),
    ...(!redis && count ? { store: storeOf(count) } : {}),
    keyGenerator: ({ viewer }) => JSON.stringify([viewer?.institutionId, viewer?.subject]),
    errorResponseBuilder: (_request, { ttl }) =>
      new DomainError(
        'RATE_LIMITED',
        `At most ${perMinute} requests in a minute: try again in ${Math.ceil(ttl / 1000)} seconds.`,
      ),
  });
}

const storeOf = (count: CountRequest): FastifyRateLimitStoreCtor =>
  class {
    incr(
      key: string,
      done: (error: Error | null, counted?: { current: number; ttl: number }) => void,
      windowMs: number,
    ) {
      count(key, windowMs).then((counted) => done(null, { ...counted }), done);
    }
    child() {
      return this;
    }
  };
