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
}

/** `/health/live`: the process answers. `/health/ready`: it can do its work; what cannot, and why. */
export function healthRoutes(app: FastifyInstance, { checks, logger, isClosing }: HealthOptions) {
  app.get('/health/live', async () => ({ status: 'live' }));
  app.get('/health/ready', async (_request, reply) => {
    const outcomes = await Promise.all(
      Object.entries(checks).map(async ([name, check]) => ({
        name,
        problem: await outcomeOf(name, check, logger),
      })),
    );
    const notReady = outcomes.filter(({ problem }) => problem !== null);
    const problems = Object.fromEntries(notReady.map(({ name, problem }) => [name, problem]));
    if (isClosing()) problems.gateway = 'is closing';
    if (Object.keys(problems).length === 0) return { status: 'ready' };
    return reply.code(503).send({ status: 'not ready', notReady: problems });
  });
}
