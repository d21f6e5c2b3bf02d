import { insertRows } from '../database/insert-rows';
import { DomainError } from '../errors/domain-error';
import type { SentEvent } from './event';
import { HandledEvent } from './event.entity';
import type { Subscription } from './event-bus';
import type { Lease } from './lease';

/** Another process has become the one that handles for the group. */
export class LeaseLost extends Error {
  constructor(group: string) {
    super(`another process handles events for ${group}`);
    this.name = 'LeaseLost';
  }
}

/**
 * Handles an event in one transaction with its mark of being handled, unless it was. With a lease,
 * only while this process still holds it.
 */
export function handleOnce(
  { database, group, handle }: Subscription,
  event: SentEvent,
  { now, lease }: { readonly now: () => Date; readonly lease?: Lease },
): Promise<void> {
  return database.transaction(async (manager) => {
    if (lease && !(await lease.hold(manager))) throw new LeaseLost(group);
    const mark = { consumerGroup: group, eventId: event.id };
    if (await manager.existsBy(HandledEvent, mark)) return;
    await insertRows(manager, HandledEvent, [{ ...mark, handledAt: now() }]);
    await handle(event, manager);
  });
}

/** Whether a failure is the event's: while the database does not answer, it is not. */
export const isEventsFault = ({ database }: Subscription) =>
  database.ping().then(
    () => true,
    () => false,
  );

/** What kind of failure it was. */
export function reasonOf(error: unknown): string {
  if (error instanceof DomainError) return error.code;
  return error instanceof Error ? error.name : typeof error;
}
