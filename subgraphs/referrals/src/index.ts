import 'reflect-metadata';
import { openDatabase } from '@lianyi/shared/database/open-database';
import { openPartEvents } from '@lianyi/shared/events/part-events';
import { createFeed } from '@lianyi/shared/ports/feed-changes';
import { positionChanges } from '@lianyi/shared/ports/institution-positions';
import { runSubgraph } from '@lianyi/shared/subgraph/run-subgraph';
import type { RunningSubgraph, SubgraphOptions } from '@lianyi/shared/subgraph/subgraph';
import { keepExpiring } from './clock/keep-expiring';
import { createContexts, createReferralsProcess } from './context';
import { referralsTables } from './data-source';
import { createReferralsDemo } from './demo/demo.writer';
import { readReferralRules } from './rules/referral-rules';
import { buildReferralsSchema } from './schema';

/** The tables it owns, for the host that brings them up to date. */
export { referralsTables as tables } from './data-source';

/** Two-way referrals: slips, their steps, the plans they carry, and whom they open a record to. */
export async function createSubgraph(options: SubgraphOptions): Promise<RunningSubgraph> {
  const rules = readReferralRules();
  const opened = await openDatabase({ ...options, ...referralsTables });
  const feed = createFeed('referrals', options.ask);
  const { database, relay } = openPartEvents({ ...options, database: opened, feed });
  const process = createReferralsProcess(options, database, rules);
  options.events?.onChange(positionChanges, process.positions.clear);
  const stopExpiring = keepExpiring({ ...process, logger: options.logger });
  const running = runSubgraph({
    name: 'referrals',
    schema: buildReferralsSchema().schema,
    database,
    logger: options.logger,
    demo: createReferralsDemo(rules.sensitiveCodes, rules.capacityRules),
    inner: { caches: { positions: process.positions.state }, queues: {} },
    contextFor: createContexts(process),
  });
  return {
    ...running,
    relay,
    async stop() {
      await stopExpiring();
      await relay?.close();
      await running.stop();
    },
  };
}
