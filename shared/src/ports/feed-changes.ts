import type { FeedChanges } from '../events/part-events';
import { writeEvent } from '../events/redis-event';
import { type AskSubgraph, ofItself, type SubgraphName } from './ask-subgraph';

const mutation = 'mutation StoreChanges($events: [String!]!) { storeChanges(events: $events) }';

/**
 * Stores a part's events in the change feed, which the patients part keeps (design rule 6): each
 * once, however often it is asked. Rejects where it could not be asked; then none is lost, as they
 * wait in the outbox.
 */
export const createFeed =
  (self: SubgraphName, ask: AskSubgraph): FeedChanges =>
  async (events) => {
    await ask<{ storeChanges: number }>('patients', {
      query: mutation,
      variables: { events: events.map(writeEvent) },
      identity: ofItself(self, 'change-feed'),
    });
  };
