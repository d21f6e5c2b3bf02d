import type { EventType } from '@lianyi/shared/events/event';
import type { Neighbours } from '@lianyi/shared/events/event-bus';
import type { FailureLimit } from '../auth/failure-limit';
import type { CountRequest } from '../http/rate-limit';
import type { GatewayMetrics } from '../metrics/gateway-metrics';
import { createExchange } from './exchange';
import type { Serving, ToPrimary, ToWorker } from './questions';

/** This process among those that serve the same port. */
export interface Workers {
  /** No other worker that lives has it. */
  readonly place: number;
  readonly count: CountRequest;
  readonly limit: FailureLimit;
  readonly neighbours: Neighbours;
  /** The same metrics, but shown for all workers. */
  readonly metrics: GatewayMetrics;
  /** Tells the primary that this worker serves; `leave` is called when another has taken over. */
  serve(serving: Serving, leave: () => void): void;
}

/** Joins the workers of the primary that started this process. */
export async function joinWorkers(metrics: GatewayMetrics): Promise<Workers> {
  const listeners: ((types: readonly EventType[]) => void)[] = [];
  let leave: () => void = () => undefined;
  const exchange = createExchange<ToPrimary, ToWorker>((letter) => process.send?.(letter), {
    changed(types) {
      for (const listener of listeners) listener(types);
      return null;
    },
    metrics: metrics.shown,
    beat: () => null,
    leave() {
      leave();
      return null;
    },
  });
  process.on('message', exchange.receive);
  return {
    place: await exchange.ask('place', null),
    count: (key, windowMs) => exchange.ask('request', { key, windowMs }),
    limit: (step) => exchange.ask('signIn', step),
    neighbours: {
      tell: (types) => void exchange.ask('changed', types),
      onTold: (listener) => void listeners.push(listener),
    },
    metrics: { ...metrics, text: () => exchange.ask('metrics', null) },
    serve(serving, whenReplaced) {
      leave = whenReplaced;
      void exchange.ask('serving', serving);
    },
  };
}
