import { type ChildProcess, fork as start } from 'node:child_process';
import cluster from 'node:cluster';
import { once } from 'node:events';
import { createLogger, type Logger } from '@lianyi/shared/logging/logger';
import { onStop } from '@lianyi/shared/subgraph/on-stop';
import { createFailureLimit } from '../auth/failure-limit';
import type { GatewayConfig } from '../config';
import { greet } from '../greeting';
import { createRequestCounts } from '../http/request-counts';
import { type ForkedWorker, forkWorker } from './fork-worker';
import { supervise } from './supervise';
import { metricsOfAll } from './worker-metrics';
import { workerNumbers as numbers } from './worker-numbers';

/**
 * The process before several workers: prepares the databases, starts and replaces workers, changes
 * them one by one at SIGHUP, and counts what they count together. It answers nobody itself.
 */
export async function runPrimary(
  config: GatewayConfig & { readonly workers: number },
  program: string,
) {
  const logger = createLogger('workers', config.logLevel);
  const preparing = start(require.resolve('./prepare'));
  let stopping = false;
  let stop = async () => {
    // A county half loaded is finished by the next start.
    preparing.kill();
  };
  onStop(logger, () => {
    stopping = true;
    return stop();
  });
  const prepared = await succeeded(preparing);
  if (stopping) return;
  if (!prepared) process.exit(1);

  cluster.setupPrimary({ exec: program, args: [] });
  const fork = createFork(config, logger);
  const supervisor = supervise({
    count: config.workers,
    ...{ fork: fork.next, numbers, logger },
    onAllServe: (serving) => greet(config, serving),
    onFailure(failure) {
      console.error(failure.message);
      void supervisor.stop().then(() => process.exit(1));
    },
  });
  const state = () => ({
    serving: supervisor.serving(),
    died: supervisor.died(),
    hung: fork.hung(),
  });
  fork.showMetrics(state);
  process.on('SIGHUP', () => void supervisor.change());
  stop = async () => {
    const ends = await supervisor.stop();
    if (ends.length > 0) throw new Error(`workers ended with ${ends.join(', ')}`);
  };
}

/** It has told why not. */
async function succeeded(child: ChildProcess): Promise<boolean> {
  const [code] = await once(child, 'exit');
  return code === 0;
}

/** Starts workers, each with the lowest place that is free, and answers what they ask. */
function createFork({ drainSeconds }: GatewayConfig, logger: Logger) {
  const living = new Map<number, ForkedWorker>();
  const count = createRequestCounts(numbers.countedUsers);
  const limit = createFailureLimit(() => new Date());
  const metrics = metricsOfAll(() => [...living.values()].map(({ exchange }) => exchange), numbers);
  let hung = 0;
  const next = () => {
    let place = 1;
    while (living.has(place)) place += 1;
    const worker = forkWorker({
      place,
      another: () => [...living.values()].find(({ process }) => process.connected),
      endWithinMs: drainSeconds * 1000 + numbers.endWithinMs,
      numbers,
      onHung(served) {
        hung += 1;
        logger.error({ pid, place, served }, 'a worker hangs and is killed');
      },
      answers: {
        request: ({ key, windowMs }) => count(key, windowMs),
        signIn: limit,
        metrics: metrics.text,
        changed(types) {
          // The one that tells it hears it again, which changes nothing.
          for (const { exchange } of living.values())
            exchange.ask('changed', types).catch(() => undefined);
          return null;
        },
      },
    });
    living.set(place, worker);
    const { pid } = worker.process;
    void worker.serving.then((serves) => serves && logger.info({ pid, place }, 'a worker serves'));
    void worker.ended.then((end) => {
      living.delete(place);
      logger.info({ pid, place, end }, 'a worker ended');
    });
    return worker;
  };
  return { next, hung: () => hung, showMetrics: metrics.show };
}
