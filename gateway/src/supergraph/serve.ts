import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from '@lianyi/shared/logging/logger';
import { startApollo } from '../apollo';
import { buildHttp } from '../http/build-http';
import { openPersisted } from '../http/persisted-settings';
import { limitNumbers } from '../limits/limit-numbers';
import { createQueryLimits } from '../limits/query-limits';
import { readLimits } from '../limits/read-limits';
import type { GatewayMetrics } from '../metrics/gateway-metrics';
import { createOperationRecorder } from '../plugins/operation-record';
import { createForeignClients } from './foreign-clients';
import { tellForeignFailures } from './foreign-errors';
import { admitEverybody } from './nobody';
import { openSupergraphFile } from './open-file';
import type { SupergraphOptions } from './options';
import { type SupergraphNumbers, supergraphNumbers } from './supergraph-numbers';

export interface SupergraphParts {
  readonly logger: Logger;
  readonly metrics: GatewayMetrics;
  readonly newId: () => string;
  readonly numbers?: SupergraphNumbers;
}

export interface RunningSupergraph {
  readonly url: string;
  /** Takes no more, answers what is under way, and closes the connections to the subgraphs. */
  close(): Promise<void>;
}

/**
 * Serves the supergraph of a file to everybody, and its next one once the file changes. Throws
 * `SupergraphRefused` where the first cannot be served.
 */
export async function serveSupergraph(
  options: SupergraphOptions,
  { logger, metrics, newId, numbers = supergraphNumbers }: SupergraphParts,
): Promise<RunningSupergraph> {
  const persisted = openPersisted(options);
  const limitsAsked = options.limits === undefined ? limitNumbers : readLimits(options.limits);
  const clients = createForeignClients({
    timeoutMs: options.answerTimeoutMs,
    ...{ logger, recordFetch: metrics.subgraphFetch },
    state: metrics.state,
  });
  const file = await openSupergraphFile(options.supergraph, { clients, logger, metrics, numbers });
  const { holder } = file;
  const record = createOperationRecorder(logger, metrics);
  const server = await startApollo(
    { gateway: holder.gateway },
    { logger, record, showSchema: !options.production, adaptError: tellForeignFailures },
  );
  const limits = createQueryLimits(() => holder.current().schema, limitsAsked);
  const http = buildHttp({
    server,
    ...{ verifier: admitEverybody, limits, persisted, metrics, record, logger, newId },
    checks: {},
    notes: file.notes,
  });
  metrics.state.watch('gateway', {
    doors: http.doors,
    caches: {
      operations: () => holder.current().state(),
      documents: limits.state,
      persisted: persisted.state,
    },
  });
  const url = await http.listen({ host: options.host, port: options.port });
  return {
    url,
    async close() {
      http.leave({ ...options, announced: true });
      // A proxy that looks for who is ready sends the next requests elsewhere.
      await pause(options.drainSeconds * 1000);
      file.close();
      await http.close();
      await server.stop();
    },
  };
}
