import type { Logger } from '@lianyi/shared/logging/logger';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { keepAnswer, type Problems, problemsOf, type ReadyChecks } from './readiness';

export interface HealthOptions {
  /** What must work before traffic is sent here, by name. */
  readonly checks: ReadyChecks;
  readonly logger: Logger;
  readonly isClosing: () => boolean;
  /** What is worth knowing while it can do its work, by name. */
  readonly notes?: (() => Problems | Promise<Problems>) | undefined;
  /** How long an answer is kept. */
  readonly keepMs: number;
}

/** `/health/live`: the process answers. `/health/ready`: it can do its work; what cannot, and why. */
export function healthRoutes(app: FastifyInstance, options: HealthOptions) {
  const { checks, logger, isClosing, notes = () => ({}), keepMs } = options;
  const look = keepAnswer(keepMs, async () => {
    const [problems, known] = await Promise.all([problemsOf(checks, logger), notes()]);
    return { problems, noted: Object.keys(known).length > 0 ? { notes: known } : {} };
  });
  app.get('/health/live', async () => ({ status: 'live' }));
  app.get('/health/ready', async (_request, reply) => {
    const found = isClosing() ? null : await look();
    // Never kept, and asked again: it may have been told to leave meanwhile.
    if (found === null || isClosing()) return notReady(reply, { gateway: 'is closing' });
    const { problems, noted } = found;
    if (Object.keys(problems).length > 0) return notReady(reply, problems, noted);
    return { status: 'ready', ...noted };
  });
}

const notReady = (reply: FastifyReply, problems: Problems, noted: object = {}) =>
  reply.code(503).send({ status: 'not ready', notReady: problems, ...noted });
