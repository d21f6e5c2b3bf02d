import { Counter, Gauge, type Registry } from 'prom-client';

/** Whether what is served is what stands in the supergraph's file (`npm run gateway`). */
export function createSupergraphMetrics(registry: Registry) {
  const loads = new Counter({
    name: 'lianyi_supergraph_loads_total',
    help: 'Supergraph files that were read, by what became of them.',
    labelNames: ['outcome'],
    registers: [registry],
  });
  const refused = new Gauge({
    name: 'lianyi_supergraph_refused',
    help: '1 while an earlier supergraph is served, as the file was refused.',
    registers: [registry],
  });
  return {
    served() {
      loads.inc({ outcome: 'served' });
      refused.set(0);
    },
    refused() {
      loads.inc({ outcome: 'refused' });
      refused.set(1);
    },
  };
}
export type SupergraphMetrics = ReturnType<typeof createSupergraphMetrics>;
