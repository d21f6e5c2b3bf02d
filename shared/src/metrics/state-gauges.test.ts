import { describe, expect, it } from '@jest/globals';
import { Registry } from 'prom-client';
import { createStateGauges } from './state-gauges';

describe('the gauges of the inner state', () => {
  const start = () => {
    const registry = new Registry();
    return { gauges: createStateGauges(registry), text: () => registry.metrics() };
  };

  it('show the caches, queues and connections of a part as they are now', async () => {
    const { gauges, text } = start();
    let hits = 3;
    gauges.watch('results', {
      caches: { quality: () => ({ entries: 2, hits, misses: 1 }) },
      queues: { offers: () => 4 },
      connections: () => ({ inUse: 5, idle: 3, waiting: 7 }),
      doors: { http: () => 8 },
    });
    await text();
    hits = 9;
    const shown = await text();
    for (const line of [
      'lianyi_cache_entries{part="results",cache="quality"} 2',
      'lianyi_cache_hits_total{part="results",cache="quality"} 9',
      'lianyi_cache_misses_total{part="results",cache="quality"} 1',
      'lianyi_queue_waiting{part="results",queue="offers"} 4',
      'lianyi_database_connections_in_use{part="results"} 5',
      'lianyi_database_connections_idle{part="results"} 3',
      'lianyi_database_connections_waiting{part="results"} 7',
      'lianyi_connections_open{part="results",door="http"} 8',
    ])
      expect(shown).toContain(`${line}\n`);
  });

  it('show how another part is reached, whether it is left alone and how often it was asked again', async () => {
    const { gauges, text } = start();
    let open = true;
    gauges.watchRemote({
      name: 'pharmacy',
      isLeftAlone: () => open,
      retries: () => 2,
      connections: () => ({ open: 4, waiting: 9 }),
    });
    expect(await text()).toContain('lianyi_breaker_open{subgraph="pharmacy"} 1\n');
    open = false;
    const shown = await text();
    expect(shown).toContain('lianyi_breaker_open{subgraph="pharmacy"} 0\n');
    expect(shown).toContain('lianyi_subgraph_retries_total{subgraph="pharmacy"} 2\n');
    expect(shown).toContain('lianyi_subgraph_connections_open{subgraph="pharmacy"} 4\n');
    expect(shown).toContain('lianyi_subgraph_requests_waiting{subgraph="pharmacy"} 9\n');
  });

  it('show nothing of what there is not', async () => {
    const { gauges, text } = start();
    gauges.watch('gateway', {});
    expect(await text()).not.toContain('part="gateway"');
  });
});
