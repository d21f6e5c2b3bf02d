import { createDecisionCounter } from '@lianyi/shared/metrics/decision-counter';
import { createEventGauges } from '@lianyi/shared/metrics/event-gauges';
import { createStateGauges } from '@lianyi/shared/metrics/state-gauges';
import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import { createLabelCap } from './label-cap';
import { createSupergraphMetrics } from './supergraph-metrics';

export interface GatewayMetricsOptions {
  /** Also the process's own: memory, event loop, file handles (default true). */
  readonly processMetrics?: boolean;
  /** Operation names that get a label of their own; further ones count as `other` (default 200). */
  readonly operationNames?: number;
}

/** `ok`, `partial` (some fields could not be answered) or the code of the refusal. */
export type OperationOutcome = string;
export type FetchOutcome = 'ok' | 'error' | 'timeout' | 'unavailable';

/** Seconds; from a cached catalogue to a part that is about to time out. */
const buckets = [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10];

/** What the gateway counts, in a registry of its own. Labels never hold what a client wrote freely. */
export function createGatewayMetrics(options: GatewayMetricsOptions = {}) {
  const registry = new Registry();
  if (options.processMetrics ?? true) collectDefaultMetrics({ register: registry });
  const operationLabel = createLabelCap(options.operationNames ?? 200);
  const counter = (name: string, help: string, labelNames: string[]) =>
    new Counter({ name, help, labelNames, registers: [registry] });
  const histogram = (name: string, help: string, labelNames: string[]) =>
    new Histogram({ name, help, labelNames, buckets, registers: [registry] });

  const operations = counter('lianyi_operations_total', 'Operations by name and outcome.', [
    'operation',
    'outcome',
  ]);
  const latency = histogram('lianyi_operation_duration_seconds', 'Time to answer an operation.', [
    'operation',
  ]);
  const fetches = counter('lianyi_subgraph_fetches_total', 'Fetches by subgraph and outcome.', [
    'subgraph',
    'outcome',
  ]);
  const fetchTime = histogram('lianyi_subgraph_fetch_duration_seconds', 'Time of a fetch.', [
    'subgraph',
  ]);
  const messages = counter('lianyi_hl7_messages_total', 'HL7 messages by outcome.', ['outcome']);

  return {
    /** `executed` false: refused before it ran, so its name may be anything. */
    operation(name: string, outcome: OperationOutcome, seconds: number, executed = true) {
      const operation = operationLabel(name, executed);
      operations.inc({ operation, outcome });
      latency.observe({ operation }, seconds);
    },
    subgraphFetch(subgraph: string, outcome: FetchOutcome, seconds: number) {
      fetches.inc({ subgraph, outcome });
      fetchTime.observe({ subgraph }, seconds);
    },
    hl7Message: (outcome: string) => messages.inc({ outcome }),
    accessDecision: createDecisionCounter(registry),
    events: createEventGauges(registry),
    state: createStateGauges(registry),
    supergraph: createSupergraphMetrics(registry),
    contentType: registry.contentType,
    /** All of it, to be put together with that of other processes. */
    shown: () => registry.getMetricsAsJSON(),
    /** All of it in the Prometheus text format. */
    text: () => registry.metrics(),
  };
}
export type GatewayMetrics = ReturnType<typeof createGatewayMetrics>;
