import 'reflect-metadata';
import { openDatabase } from '@lianyi/shared/database/open-database';
import { openPartEvents } from '@lianyi/shared/events/part-events';
import { createFeed } from '@lianyi/shared/ports/feed-changes';
import { runSubgraph } from '@lianyi/shared/subgraph/run-subgraph';
import type { RunningSubgraph, SubgraphOptions } from '@lianyi/shared/subgraph/subgraph';
import { createContexts, createPersonnelProcess } from './context';
import { personnelTables } from './data-source';
import { createPersonnelDemo } from './demo/demo.writer';
import { createLicenceRotation, proveLicenceKey } from './licence/licence-numbers';
import { readPersonnelRules } from './rules/personnel-rules';
import { buildPersonnelSchema } from './schema';

/** The tables it owns, for the host that brings them up to date. */
export { personnelTables as tables } from './data-source';

/** Institutions, consortia, practitioners, postings, family-doctor teams, and who is asking. */
export async function createSubgraph(options: SubgraphOptions): Promise<RunningSubgraph> {
  const rules = readPersonnelRules();
  const opened = await openDatabase({ ...options, ...personnelTables });
  await proveLicenceKey(opened.read, options.keys.fields).catch(async (error: unknown) => {
    await opened.close();
    throw error;
  });
  const feed = createFeed('personnel', options.ask);
  const { database, relay } = openPartEvents({ ...options, database: opened, feed });
  const process = createPersonnelProcess(options, database, rules);
  options.events?.onChange(['personnel.institution.changed'], () => process.institutions.clear());
  options.events?.onChange(['personnel.practitioner.changed'], () => process.practitioners.clear());
  const running = runSubgraph({
    name: 'personnel',
    schema: buildPersonnelSchema().schema,
    database,
    logger: options.logger,
    demo: createPersonnelDemo(process),
    keyRotation: createLicenceRotation(options.keys, database),
    inner: {
      caches: {
        institutions: process.institutions.state,
        practitioners: process.practitioners.state,
      },
    },
    contextFor: createContexts(process),
  });
  return {
    ...running,
    relay,
    async stop() {
      await relay?.close();
      await running.stop();
    },
  };
}
