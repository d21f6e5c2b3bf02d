import { Redis } from 'ioredis';
import type { Logger } from '../logging/logger';
import { traceCommands } from '../tracing/trace-commands';

/** Milliseconds a reader waits for what is new before it looks whether it shall go on. */
export const blockFor = 500;

/** Milliseconds a command may take; what waits for news has its wait beside it. */
const answerWithin = 1000;

/**
 * A connection that fails fast: while Redis does not answer nothing queues up, and what waits is
 * in the outbox. An outage is one line in the log.
 */
export function connectRedis(url: string, logger: Logger): Redis {
  const client = new Redis(url, {
    ...{ enableOfflineQueue: false, maxRetriesPerRequest: 0, autoResendUnfulfilledCommands: false },
    ...{ connectTimeout: 2 * answerWithin, commandTimeout: blockFor + answerWithin },
    retryStrategy: (times) => Math.min(2000, 50 * times),
  });
  traceCommands(client);
  let told = false;
  client.on('error', (error) => {
    if (!told) logger.warn({ err: error }, 'Redis does not answer');
    told = true;
  });
  client.on('ready', () => {
    if (told) logger.info('Redis answers again');
    told = false;
  });
  return client;
}

/** Names of what is kept in Redis, of all parts of one installation. */
export const redisKeys = (prefix: string) => ({
  stream: `${prefix}events`,
  dead: `${prefix}events:dead`,
  /** Names the stream; gone with it where Redis loses what it holds. */
  name: `${prefix}events:name`,
});
export type RedisKeys = ReturnType<typeof redisKeys>;

/** An entry of a stream: its id, and names and values of its fields in turn. */
export type StreamEntry = [id: string, fields: string[]];
