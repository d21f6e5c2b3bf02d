import { Gauge, type Registry } from 'prom-client';

type EachGroup = ReadonlyMap<string, number>;

export interface EventGauges {
  /** Shows what waits in a part's outbox. */
  watchOutbox(
    part: string,
    state: () => Promise<{ readonly unsent: number; readonly oldestSeconds: number }>,
  ): void;
  /** Shows what groups have still to handle, what they missed, and what they gave up on. */
  watchGroups(
    standing: () => Promise<{
      readonly lag: EachGroup;
      readonly missed: EachGroup;
      readonly dead: number;
    }>,
  ): void;
}

/** Processes that share a database or Redis show the same, which is not to be added up. */
const aggregator = 'max';

/**
 * How events get on, read whenever the metrics are. What cannot be read is left out, so that the
 * other metrics are still shown while Redis or a database is down.
 */
export function createEventGauges(registry: Registry): EventGauges {
  const outboxes = new Map<string, Parameters<EventGauges['watchOutbox']>[1]>();
  /** A gauge that is set anew before it is shown. */
  const gauge = (
    [name, help]: readonly [name: string, help: string],
    labelNames: readonly string[],
    read: (shown: Gauge) => Promise<unknown>,
  ) =>
    new Gauge({
      name,
      ...{ help, labelNames, aggregator, registers: [registry] },
      async collect() {
        this.reset();
        if (labelNames.length === 0) this.remove();
        await read(this).catch(() => undefined);
      },
    });
  const ofOutboxes = (named: readonly [string, string], field: 'unsent' | 'oldestSeconds') =>
    gauge(named, ['part'], (shown) =>
      Promise.allSettled(
        [...outboxes].map(async ([part, state]) => shown.set({ part }, (await state())[field])),
      ),
    );
  ofOutboxes(['lianyi_outbox_unsent', 'Events that wait to be sent.'], 'unsent');
  ofOutboxes(
    ['lianyi_outbox_oldest_unsent_seconds', 'How long they have waited.'],
    'oldestSeconds',
  );
  return {
    watchOutbox: (part, state) => void outboxes.set(part, state),
    watchGroups(standing) {
      const ofGroups = (named: readonly [string, string], field: 'lag' | 'missed') =>
        gauge(named, ['group'], async (shown) => {
          for (const [group, events] of (await standing())[field]) shown.set({ group }, events);
        });
      gauge(['lianyi_events_dead_letters', 'Events that groups gave up on.'], [], async (shown) =>
        shown.set((await standing()).dead),
      );
      ofGroups(['lianyi_events_lag', 'Events that a group has still to handle.'], 'lag');
      ofGroups(
        ['lianyi_events_missed', 'Events that were gone before a group had handled them.'],
        'missed',
      );
    },
  };
}
