import { AggregatorRegistry, Gauge, Registry } from 'prom-client';
import type { Exchange } from './exchange';
import type { ShownMetric, ToWorker } from './questions';
import type { WorkerNumbers } from './worker-numbers';

export interface WorkersState {
  readonly serving: number;
  readonly died: number;
  readonly hung: number;
}

/** The metrics of all workers as one text; one that does not answer in time is left out. */
export function metricsOfAll(
  workers: () => readonly Exchange<ToWorker>[],
  { metricsWithinMs }: WorkerNumbers,
) {
  const own = new Registry();
  const ask = async (worker: Exchange<ToWorker>) => {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<null>((resolve) => {
      timer = setTimeout(resolve, metricsWithinMs, null);
    });
    const shown = worker.ask('metrics', null).catch(() => null);
    return Promise.race([shown, late]).finally(() => clearTimeout(timer));
  };
  return {
    async text() {
      const answers = await Promise.all(workers().map(ask));
      const shown = answers.filter((answer): answer is readonly ShownMetric[] => answer !== null);
      const all = AggregatorRegistry.aggregate(shown.map((one) => [...one]));
      return `${await all.metrics()}${await own.metrics()}`;
    },
    /** Shows the workers themselves, too. */
    show(state: () => WorkersState) {
      const gauge = (name: string, help: string, read: () => number) =>
        new Gauge({
          name,
          ...{ help, registers: [own] },
          collect() {
            this.set(read());
          },
        });
      gauge('lianyi_workers', 'Workers that serve.', () => state().serving);
      gauge('lianyi_workers_died', 'Workers that ended by themselves.', () => state().died);
      gauge('lianyi_workers_hung', 'Workers that were killed as they hung.', () => state().hung);
    },
  };
}
