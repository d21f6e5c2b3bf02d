import { resolve } from 'node:path';
import type { ApolloServer } from '@apollo/server';
import type { Logger } from '@lianyi/shared/logging/logger';
import { traced } from '@lianyi/shared/tracing/tracing';
import type { GatewayConfig } from './config';
import type { GatewayContext } from './context';
import { createHl7Door } from './hl7/door';
import { openRawStore, type Sealing } from './hl7/raw-store';
import { loadSenderTable } from './hl7/senders';
import type { RunOperation } from './hl7/types';
import { newTraceId } from './http/trace-id';
import type { GatewayMetrics } from './metrics/gateway-metrics';

export interface OpenHl7Door {
  /** `host:port` it listens on. */
  readonly address: string;
  close(): Promise<void>;
}

/** Opens the HL7 v2 door: raw messages sealed under the data folder, posts through the graph. */
export async function openHl7Door(
  config: GatewayConfig & { readonly hl7Port: number },
  parts: {
    server: ApolloServer<GatewayContext>;
    sealing: Sealing;
    logger: Logger;
    metrics: GatewayMetrics;
    /** Of the raw messages; of this process alone. */
    folder: string;
  },
): Promise<OpenHl7Door> {
  const { sealing, logger, metrics, folder } = parts;
  const now = () => new Date();
  const store = await openRawStore({ folder, sealing, now });
  const senders = loadSenderTable(
    config.hl7Senders ?? resolve(__dirname, '../config/hl7-senders.json'),
    {
      demo: config.demo,
    },
  );
  const door = createHl7Door({
    store,
    ...{ senders, logger, now, run: runThrough(parts.server, config.newId) },
    metrics: { message: (outcome) => metrics.hl7Message(outcome) },
  });
  metrics.state.watch('hl7', {
    queues: { frames: door.openFrames },
    doors: { mllp: door.openConnections },
  });
  await door.listen(config.hl7Port, config.host);
  return {
    address: `${config.host}:${door.address()?.port ?? config.hl7Port}`,
    async close() {
      await door.close();
      await store.close();
    },
  };
}

/** Posts a message's operation through the same graph as everyone, as the sender's system. */
const runThrough =
  (server: ApolloServer<GatewayContext>, newId: () => string): RunOperation =>
  async (query, variables, viewer) => {
    const contextValue = { viewer, requestId: newId(), traceId: newTraceId(), grants: [] };
    const { body } = await traced({ name: 'message', origin: contextValue }, () =>
      server.executeOperation({ query, variables }, { contextValue }),
    );
    if (body.kind !== 'single') throw new Error('answers are never sent in parts');
    const { data, errors } = body.singleResult;
    return { data: data ?? null, ...(errors ? { errors } : {}) };
  };
