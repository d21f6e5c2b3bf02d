import { Cluster, Redis, type RedisOptions } from 'ioredis';
import type { Logger } from '../logging/logger';
import { traceCommands } from '../tracing/trace-commands';
import { type RedisAddress, readRedisAddress } from './read-redis-address';

/** Milliseconds a reader waits for what is new before it looks whether it shall go on. */
export const blockFor = 500;

/** Milliseconds a command may take; what waits for news has its wait beside it. */
const answerWithin = 1000;

/** A connection to a server, to the master that sentinels know, or to the nodes of a cluster. */
export type RedisClient = Redis | Cluster;

const failingFast = {
  maxRetriesPerRequest: 0,
  autoResendUnfulfilledCommands: false,
  ...{ connectTimeout: 2 * answerWithin, commandTimeout: blockFor + answerWithin },
} satisfies RedisOptions;

const retryStrategy = (times: number) => Math.min(2000, 50 * times);

/**
 * A connection that fails fast: while Redis does not answer nothing queues up, and what waits is
 * in the outbox. An outage is one line in the log.
 */
export function connectRedis(url: string, logger: Logger): RedisClient {
  const client = openClient(readRedisAddress(url));
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

function openClient(address: RedisAddress): RedisClient {
  if (address.kind === 'cluster') return openCluster(address);
  const options = { ...failingFast, enableOfflineQueue: false, retryStrategy };
  return address.kind === 'server'
    ? new Redis(address.url, options)
    : new Redis({ ...options, ...sentinelOptions(address) });
}

/** The master is looked for at every connection, and again where a server turns out to be none. */
function sentinelOptions(address: Extract<RedisAddress, { kind: 'sentinel' }>): RedisOptions {
  const { nodes, name, database: db, sentinel, username, password, tls } = address;
  return {
    sentinels: nodes.map((node) => ({ ...node })),
    ...{ name, db },
    ...(username ? { username } : {}),
    ...(password ? { password } : {}),
    ...(sentinel.username ? { sentinelUsername: sentinel.username } : {}),
    ...(sentinel.password ? { sentinelPassword: sentinel.password } : {}),
    ...(tls ? { tls: {}, sentinelTLS: {}, enableTLSForSentinelMode: true } : {}),
    sentinelRetryStrategy: retryStrategy,
    reconnectOnError: ({ message }) => message.startsWith('READONLY'),
  };
}

/** A command whose node is gone fails instead of being sent to the next one: who sent it asks anew. */
function openCluster(address: Extract<RedisAddress, { kind: 'cluster' }>): Cluster {
  const { nodes, username, password, tls } = address;
  return new Cluster(
    nodes.map((node) => ({ ...node })),
    {
      enableOfflineQueue: false,
      clusterRetryStrategy: retryStrategy,
      ...{ retryDelayOnFailover: 0, retryDelayOnClusterDown: 0 },
      ...{ slotsRefreshTimeout: answerWithin, slotsRefreshInterval: 2 * answerWithin },
      redisOptions: {
        ...failingFast,
        ...(username ? { username } : {}),
        ...(password ? { password } : {}),
        ...(tls ? { tls: {} } : {}),
      },
    },
  );
}

/**
 * Names of what is kept in Redis, of all parts of one installation. In a cluster all of them lie on
 * one node, as scripts use two together.
 */
export function redisKeys(prefix: string, url: string) {
  const clustered = readRedisAddress(url).kind === 'cluster';
  const stream = clustered ? `{${prefix}events}` : `${prefix}events`;
  return {
    stream,
    dead: `${stream}:dead`,
    /** How many entries each group missed. */
    missed: `${stream}:missed`,
    /** Names the stream; gone with it where Redis loses what it holds. */
    name: `${stream}:name`,
  };
}
export type RedisKeys = ReturnType<typeof redisKeys>;

/** An entry of a stream: its id, and names and values of its fields in turn. */
export type StreamEntry = [id: string, fields: string[]];
