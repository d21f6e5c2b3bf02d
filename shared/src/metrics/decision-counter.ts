import { Counter, type Registry } from 'prom-client';

/** Counts access decisions where they are made: in the process that runs the patients subgraph. */
export function createDecisionCounter(registry: Registry) {
  const decisions = new Counter({
    name: 'lianyi_access_decisions_total',
    help: 'Access decisions by outcome.',
    labelNames: ['outcome'],
    registers: [registry],
  });
  return (outcome: 'allowed' | 'refused') => decisions.inc({ outcome });
}
