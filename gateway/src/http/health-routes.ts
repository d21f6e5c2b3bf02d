import type { Logger } from '@lianyi/shared/logging/logger';
import type { FastifyInstance } from 'fastify';

/** Null when ready, else one sentence why not; it is shown to whoever asks, so no address in it. */
export type ReadyCheck = () => Promise<string | null>;

const patienceMs = 2000;

/** A check that fails or takes too long is a part that is not ready. */
async function outcomeOf(name: string, check: ReadyCheck, logger: Logger): Promise<string | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(resolve, patienceMs, 'did not answer in time');
  });
  try {
    return await Promise.race([check(), late]);
  } catch (error) {
    logger.warn({ part: name, err: error }, 'readiness check failed');
    return 'could not be checked';
  } finally {
    clearTimeout(timer);
  }
}

export interface HealthOptions {
  readonly checks: Readonly<Record<string, ReadyCheck>>;
  readonly logger: Logger;
  readonly isClosing: () => boolean;
  /** What is worth knowing while it can do its work, by name. */
  readonly notes?: (() => Readonly<Record<string, string>>) | undefined;
}

/** `/health/live`: the process answers. `/health/ready`: it can do its work; what cannot, and why. */
export function healthRoutes(app: FastifyInstance, options: HealthOptions) {
  const { checks, logger, isClosing, notes = () => ({}) } = options;
  app.get('/health/live', async () => ({ status: 'live' }));
  app.get('/health/ready', async (_request, reply) => {
    // Who looks must know of a close before this process takes no more: nothing else is looked at.
    const looked = isClosing() ? [] : Object.entries(checks);
    const outcomes = await Promise.all(
      looked.map(async ([name, check]) => ({
        name,
        problem: await outcomeOf(name, check, logger),
      })),
    );
    const notReady = outcomes.filter(({ problem }) => problem !== null);
    const problems = Object.fromEntries(notReady.map(({ name, problem }) => [name, problem]));
    if (isClosing()) problems.gateway = 'is closing';
    const known = notes();
    const noted = Object.keys(known).length > 0 ? { notes: known } : {};
    if (Object.keys(problems).length === 0) return { status: 'ready', ...noted };
    return reply.code(503).send({ status: 'not ready', notReady: problems });
  });
}
