import type { EntityManager } from 'typeorm';
import type { Database } from '../database/database';
import type { EventOf, EventType, SentEvent } from './event';

/** A group of processes of which one handles each event, in order, with its effect once. */
export interface Subscription<Type extends EventType = EventType> {
  /** The same name in every process of the group, such as `referrals.reports`. */
  readonly group: string;
  readonly types: readonly Type[];
  /** Where it remembers what it has handled; it has the tables of `eventEntities`. */
  readonly database: Database;
  /**
   * Its effect goes through `manager`, in the transaction that remembers the event: an event that
   * arrives again changes nothing. May run more than once; where it always fails, the event becomes
   * a dead letter and the others go on.
   */
  handle(event: EventOf<Type>, manager: EntityManager): Promise<void>;
}

/** An event that a group failed on again and again, and left. */
export interface DeadLetter {
  readonly group: string;
  readonly eventId: string;
  readonly type: string;
  /** The kind of failure; never its message, which may quote what was handled. */
  readonly reason: string;
  readonly at: Date;
}

export interface BusStanding {
  /** Events each group has still to handle, by its name. */
  readonly lag: ReadonlyMap<string, number>;
  /**
   * Events that were taken out of the way before the group had handled them, by its name; those
   * that missed none are left out.
   */
  readonly missed: ReadonlyMap<string, number>;
  /** How many dead letters are held. */
  readonly dead: number;
}

/** How events get from the outbox of one part to those who want to know. */
export interface EventBus {
  /**
   * Names what holds the events that were taken; null where nothing can lose them. Under another
   * name than before they may be lost, and are to be sent again.
   */
  place(): Promise<string | null>;
  /** Takes events to that place in this order, all or none; rejects where it could not. */
  send(events: readonly SentEvent[], place: string | null): Promise<void>;
  subscribe<Type extends EventType>(subscription: Subscription<Type>): void;
  /**
   * Calls `drop` in this process whenever such an event came, or may have been missed: for caches,
   * which then read again. It may be called for nothing.
   */
  onChange(types: readonly EventType[], drop: () => void): void;
  /** What groups gave up on, newest first, a hundred at most. */
  deadLetters(): Promise<readonly DeadLetter[]>;
  standing(): Promise<BusStanding>;
  /** Ends with what is in hand, and takes no more. */
  close(): Promise<void>;
}

/** Processes beside this one whose caches hear of nothing else: without Redis an event stays here. */
export interface Neighbours {
  /** Events of these types came here. */
  tell(types: readonly EventType[]): void;
  onTold(listener: (types: readonly EventType[]) => void): void;
}

/** What a relay needs of it. */
export type EventTransport = Pick<EventBus, 'place' | 'send'>;

export const concerns = (types: readonly EventType[], { type }: { readonly type: EventType }) =>
  types.includes(type);
