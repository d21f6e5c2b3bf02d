import type { Logger } from '../logging/logger';
import type { EventBus, Neighbours } from './event-bus';
import { type EventNumbers, readEventNumbers } from './event-numbers';
import { createMemoryBus } from './memory-bus';
import { createRedisBus } from './redis-bus';

export interface EventBusOptions {
  /** Unset: within this process. */
  readonly redisUrl?: string | undefined;
  readonly logger: Logger;
  readonly now?: () => Date;
  readonly numbers?: EventNumbers;
  /** Where processes without Redis serve together. */
  readonly neighbours?: Neighbours | undefined;
}

/** The way of events that the configuration asks for. */
export function openEventBus({
  redisUrl: url,
  logger,
  now = () => new Date(),
  numbers = readEventNumbers(),
  neighbours,
}: EventBusOptions): EventBus {
  const options = { logger, now, numbers };
  return url === undefined
    ? createMemoryBus({ ...options, neighbours })
    : createRedisBus({ ...options, url });
}
