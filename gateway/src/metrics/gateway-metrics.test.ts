import { describe, expect, it } from '@jest/globals';
import { createGatewayMetrics } from './gateway-metrics';

const create = (operationNames?: number) =>
  createGatewayMetrics({ processMetrics: false, ...(operationNames ? { operationNames } : {}) });

describe('createGatewayMetrics', () => {
  it('counts names beyond its bound as other', async () => {
    const metrics = create(2);
    for (const name of ['a', 'b', 'c', 'd', 'a']) metrics.operation(name, 'ok', 0.01);
    const text = await metrics.text();
    expect(text).toContain('lianyi_operations_total{operation="a",outcome="ok"} 2');
    expect(text).toContain('lianyi_operations_total{operation="other",outcome="ok"} 2');
  });

  it('counts fetches, messages and decisions by outcome', async () => {
    const metrics = create();
    metrics.subgraphFetch('results', 'timeout', 3);
    metrics.hl7Message('AE');
    metrics.accessDecision('refused');
    const text = await metrics.text();
    expect(text).toContain('lianyi_subgraph_fetches_total{subgraph="results",outcome="timeout"} 1');
    expect(text).toContain('lianyi_subgraph_fetch_duration_seconds_count{subgraph="results"} 1');
    expect(text).toContain('lianyi_hl7_messages_total{outcome="AE"} 1');
    expect(text).toContain('lianyi_access_decisions_total{outcome="refused"} 1');
  });

  it('has the metrics of the process', async () => {
    await expect(createGatewayMetrics().text()).resolves.toContain('process_cpu_seconds_total');
  });
});
