import { describe, expect, it } from '@jest/globals';
import { Registry } from 'prom-client';
import { createEventGauges } from './event-gauges';

describe('the gauges of events', () => {
  it('show what waits in each outbox, and for each group', async () => {
    const registry = new Registry();
    const gauges = createEventGauges(registry);
    gauges.watchOutbox('results', async () => ({ unsent: 3, oldestSeconds: 1.5 }));
    gauges.watchGroups(async () => ({
      lag: new Map([['counting', 7]]),
      missed: new Map([['counting', 2]]),
      dead: 1,
    }));
    const text = await registry.metrics();
    expect(text).toContain('lianyi_outbox_unsent{part="results"} 3');
    expect(text).toContain('lianyi_outbox_oldest_unsent_seconds{part="results"} 1.5');
    expect(text).toContain('lianyi_events_lag{group="counting"} 7');
    expect(text).toContain('lianyi_events_missed{group="counting"} 2');
    expect(text).toContain('lianyi_events_dead_letters 1');
  });

  it('leave out what cannot be read, and show the rest', async () => {
    const registry = new Registry();
    const gauges = createEventGauges(registry);
    const down = () => Promise.reject(new Error('down'));
    gauges.watchOutbox('results', down);
    gauges.watchOutbox('patients', async () => ({ unsent: 0, oldestSeconds: 0 }));
    gauges.watchGroups(down);
    const text = await registry.metrics();
    expect(text).toContain('lianyi_outbox_unsent{part="patients"} 0');
    expect(text).not.toContain('part="results"');
    expect(text).not.toMatch(/^lianyi_events_dead_letters /m);
  });
});
