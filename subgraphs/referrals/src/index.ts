import 'reflect-metadata';
import { readSensitiveCodes } from '@lianyi/shared/access/sensitive-codes';
import { openDatabase } from '@lianyi/shared/database/open-database';
import { runSubgraph } from '@lianyi/shared/subgraph/run-subgraph';
import type { RunningSubgraph, SubgraphOptions } from '@lianyi/shared/subgraph/subgraph';
import { readBasisRule } from './basis/basis-rule';
import { createContext, createReferralsProcess } from './context';
import { referralsTables } from './data-source';
import { createReferralsDemo } from './demo/demo.writer';
import { buildReferralsSchema } from './schema';

/** The tables it owns, for the host that brings them up to date. */
export { referralsTables as tables } from './data-source';

/** Two-way referrals: slips, their steps, the plans they carry, and whom they open a record to. */
export async function createSubgraph(options: SubgraphOptions): Promise<RunningSubgraph> {
  const basisRule = readBasisRule();
  const database = await openDatabase({ ...options, ...referralsTables });
  const process = createReferralsProcess(options, database, basisRule);
  return runSubgraph({
    name: 'referrals',
    schema: buildReferralsSchema().schema,
    database,
    logger: options.logger,
    demo: createReferralsDemo(readSensitiveCodes()),
    contextFor: (request) => createContext(request, process),
  });
}
