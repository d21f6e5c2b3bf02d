import rateLimit from '@fastify/rate-limit';
import { DomainError } from '@lianyi/shared/errors/domain-error';
import { connectRedis } from '@lianyi/shared/events/redis-client';
import type { Logger } from '@lianyi/shared/logging/logger';
import type { FastifyInstance } from 'fastify';

export interface RateLimitOptions {
  /** Requests of one user at one institution within a minute. */
  readonly perMinute: number;
  /** Where gateways count together; unset: each for itself. */
  readonly redisUrl?: string | undefined;
  readonly logger: Logger;
}

/**
 * Counts the requests of each user after her sign-in and before anything is read of them. While
 * Redis does not answer nobody is refused: what is lost is a bound, not an answer.
 */
export async function limitRates(
  app: FastifyInstance,
  { perMinute, redisUrl, logger }: RateLimitOptions,
) {
  const redis = redisUrl === undefined ? undefined : connectRedis(redisUrl, logger);
  if (redis) app.addHook('onClose', async () => redis.disconnect());
  await app.register(rateLimit, {
    ...{ max: perMinute, timeWindow: 60_000, hook: 'preParsing', skipOnError: true },
    ...(redis ? { redis, nameSpace: 'lianyi:rate:' } : {}),
    keyGenerator: ({ viewer }) => JSON.stringify([viewer?.institutionId, viewer?.subject]),
    errorResponseBuilder: (_request, { ttl }) =>
      new DomainError(
        'RATE_LIMITED',
        `At most ${perMinute} requests in a minute: try again in ${Math.ceil(ttl / 1000)} seconds.`,
      ),
  });
}
