import type { EventBus } from '../events/event-bus';
import { type EventBusOptions, openEventBus } from '../events/open-event-bus';
import type { Relay } from '../events/relay';
import type { EventGauges } from '../metrics/event-gauges';
import type { RunningSubgraph } from './subgraph';

/** The way of events in this process. */
export interface HostedEvents {
  readonly bus: EventBus;
  /** Begins to send, once all parts of the process are there to hear. */
  start(parts: Iterable<Pick<RunningSubgraph, 'name' | 'relay'>>, gauges: EventGauges): void;
  /** Sends what waits and ends what is in hand; before any of the parts stops. */
  close(): Promise<void>;
}

export function hostEvents(options: EventBusOptions): HostedEvents {
  const bus = openEventBus(options);
  const started: Relay[] = [];
  return {
    bus,
    start(parts, gauges) {
      for (const { name, relay } of parts) {
        if (!relay) continue;
        relay.start();
        started.push(relay);
        gauges.watchOutbox(name, () => relay.state());
      }
      gauges.watchGroups(() => bus.standing());
    },
    async close() {
      await Promise.all(started.map((relay) => relay.close()));
      await bus.close();
    },
  };
}
