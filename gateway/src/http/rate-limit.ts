import rateLimit, { type FastifyRateLimitStoreCtor } from '@fastify/rate-limit';
import { DomainError } from '@lianyi/shared/errors/domain-error';
import { connectRedis } from '@lianyi/shared/events/redis-client';
import type { Logger } from '@lianyi/shared/logging/logger';
import type { FastifyInstance } from 'fastify';
import type { HttpNumbers } from './http-numbers';
import { createRedisCounts, type RedisCountsOptions } from './redis-counts';
import { createRequestCounts } from './request-counts';

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
  /** Where gateways count together; unset, or while it does not answer: each for itself. */
  readonly redisUrl?: string | undefined;
  /** Where the processes of one gateway count together when there are no others; unset: in this process. */
  readonly count?: CountRequest | undefined;
  readonly logger: Logger;
}

/** Users whose windows a process keeps. */
const usersKept = 10_000;

/**
 * Counts the requests of each user after her sign-in and before anything is read of them. While
 * Redis does not answer each gateway counts for itself: what is lost is that they do it together.
 */
export async function limitRates(
  app: FastifyInstance,
  { perMinute, redisUrl, count, logger }: RateLimitOptions,
  numbers: HttpNumbers,
) {
  const counts = createRequestCounts(usersKept);
  const here: CountRequest = count ?? (async (key, windowMs) => counts(key, windowMs));
  const counted =
    redisUrl === undefined
      ? here
      : openRedisCounts(app, redisUrl, { meanwhile: here, numbers, logger });
  await app.register(rateLimit, {
    max: perMinute,
    ...{ timeWindow: 60_000, hook: 'preParsing', skipOnError: true },
    store: storeOf(counted),
    keyGenerator: ({ viewer }) => JSON.stringify([viewer?.institutionId, viewer?.subject]),
    errorResponseBuilder: (_request, { ttl }) =>
      new DomainError(
        'RATE_LIMITED',
        `At most ${perMinute} requests in a minute: try again in ${Math.ceil(ttl / 1000)} seconds.`,
      ),
  });
}

/** Of all gateways together, and of this one alone while Redis does not answer. */
function openRedisCounts(
  app: FastifyInstance,
  redisUrl: string,
  options: Omit<RedisCountsOptions, 'redis'>,
): CountRequest {
  const redis = connectRedis(redisUrl, options.logger);
  const { count, close } = createRedisCounts({ ...options, redis });
  app.addHook('onClose', async () => {
    close();
    redis.disconnect();
  });
  return count;
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
