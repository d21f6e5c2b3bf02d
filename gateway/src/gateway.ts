import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { InstallationKeys } from '@lianyi/shared/crypto/key-ring';
import type { Logger } from '@lianyi/shared/logging/logger';
import type { GatewayConfig } from './config';
import { openRawKey, rawFolder } from './hl7/raw-key';
import { type OpenHl7Door, openHl7Door } from './hl7-door';
import { buildHttp } from './http/build-http';
import { askCalendar } from './http/calendar-route';
import type { Leaving } from './http/departure';
import { askFeedEnd } from './http/feed-watch';
import { createKnownAnswers } from './http/known-answer';
import { openPersisted } from './http/persisted-settings';
import type { CountRequest } from './http/rate-limit';
import { problemsOf, type ReadyChecks } from './http/readiness';
import { createQueryLimits } from './limits/query-limits';
import type { GatewayMetrics } from './metrics/gateway-metrics';
import { createOperationRecorder } from './plugins/operation-record';
import { startGraphServer } from './server';
import { openSignIn } from './sign-in';
import type { Topology } from './topology';
import type { Workers } from './workers/join-workers';

export interface RunningGateway {
  readonly url: string;
  /** Null where the HL7 door is closed. */
  readonly hl7: string | null;
  /** Takes no more, answers what is under way, and closes the doors; the topology stays. */
  close(leaving?: Leaving): Promise<void>;
}

export interface GatewayParts {
  readonly topology: Topology;
  readonly keys: InstallationKeys;
  readonly logger: Logger;
  readonly metrics: GatewayMetrics;
  /** Where this is one of several that serve the same port. */
  readonly workers?: Pick<Workers, 'place' | 'count' | 'limit'> | undefined;
}

export const supergraphFile = resolve(__dirname, '../supergraph.graphql');

/** The one door: HTTP and HL7 v2 before the graph of a topology. */
export async function startGateway(
  config: GatewayConfig,
  { topology, keys, logger, metrics, workers }: GatewayParts,
): Promise<RunningGateway> {
  const persisted = openPersisted(config);
  // Before anything listens: with a wrong key nothing of the gateway starts.
  const sealing = config.hl7Port === null ? null : await openRawKey(config.dataDir, keys);
  const record = createOperationRecorder(logger, metrics);
  const { server, runKnown, apiSchema, compiled, reference } = await startGraphServer({
    topology,
    ...{ logger, record, recordFetch: metrics.subgraphFetch },
    supergraphSdl: readFileSync(supergraphFile, 'utf8'),
    showSchema: !config.production,
  });
  const signIn = await openSignIn(config, topology.ask, logger, workers?.limit);
  const limits = createQueryLimits(apiSchema);
  const http = buildHttp({
    server,
    ...{ verifier: signIn.verifier, demoIssuer: signIn.demoIssuer },
    answerKnown: createKnownAnswers(runKnown, record),
    ...{ persisted, limits, metrics, record, logger, newId: config.newId },
    rateLimit: rateLimitOf(config, logger, workers?.count),
    feedEnd: askFeedEnd(topology.ask, config.newId),
    ...{ papers: true, readCalendar: askCalendar(topology.ask, config.newId) },
    checks: { ...checksHere(topology), 'sign-in': signIn.keys.ready },
    notes: () => problemsOf(checksApart(topology), logger),
  });
  metrics.state.watch('gateway', {
    doors: http.doors,
    caches: {
      operations: compiled,
      ...{ documents: limits.state, reference },
      ...{ tokens: signIn.verifier.state, persisted: persisted.state },
    },
  });
  const url = await http.listen({ host: config.host, port: config.port });
  const hl7: OpenHl7Door | null =
    config.hl7Port === null || sealing === null
      ? null
      : await openHl7Door(
          { ...config, hl7Port: config.hl7Port },
          { server, sealing, logger, metrics, folder: rawFolder(config.dataDir, workers?.place) },
        );
  return {
    url,
    hl7: hl7?.address ?? null,
    async close({ drainSeconds, announced } = { ...config, announced: true }) {
      http.leave({ drainSeconds, announced });
      // A proxy that looks for who is ready sends the next requests elsewhere.
      await pause(drainSeconds * 1000);
      await Promise.all([http.close(), hl7?.close()]);
      await server.stop();
    },
  };
}

const rateLimitOf = (
  { requestsPerMinute: perMinute, redisUrl }: GatewayConfig,
  logger: Logger,
  count?: CountRequest,
) => (perMinute === null ? undefined : { perMinute, redisUrl, logger, count });

/** Whether each subgraph of this process can answer; the reason is shown to anybody, so it holds no address. */
const checksHere = ({ local }: Topology): ReadyChecks =>
  Object.fromEntries(
    [...local].map(([name, { ready }]) => [
      name,
      () =>
        ready().then(
          () => null,
          () => 'its database does not answer',
        ),
    ]),
  );

/**
 * Whether each subgraph apart does. Every gateway sees the same one down: were it no longer ready
 * for that, a proxy would have nobody left to send to, and the fields of the others went with it.
 */
const checksApart = ({ remote }: Topology): ReadyChecks =>
  Object.fromEntries([...remote].map(([name, { ready }]) => [name, ready]));
