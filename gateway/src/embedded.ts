import { createSubgraph as createPatients, tables as patientsTables } from '@lianyi/patients';
import { createSubgraph as createPersonnel, tables as personnelTables } from '@lianyi/personnel';
import { createSubgraph as createPharmacy, tables as pharmacyTables } from '@lianyi/pharmacy';
import { createSubgraph as createReferrals, tables as referralsTables } from '@lianyi/referrals';
import { createSubgraph as createResults, tables as resultsTables } from '@lianyi/results';
import type { DatabaseOptions } from '@lianyi/shared/database/open-database';
import type { SubgraphName } from '@lianyi/shared/ports/ask-subgraph';
import type { RunningSubgraph, SubgraphOptions } from '@lianyi/shared/subgraph/subgraph';

const creators: Readonly<
  Record<SubgraphName, (options: SubgraphOptions) => Promise<RunningSubgraph>>
> = {
  personnel: createPersonnel,
  patients: createPatients,
  referrals: createReferrals,
  results: createResults,
  pharmacy: createPharmacy,
};

/** Starts subgraphs in this process. The one place that knows more of them than their schemas. */
export async function openEmbedded(
  names: readonly SubgraphName[],
  optionsOf: (name: SubgraphName) => SubgraphOptions,
): Promise<RunningSubgraph[]> {
  const started: RunningSubgraph[] = [];
  try {
    for (const name of names) started.push(await creators[name](optionsOf(name)));
  } catch (error) {
    await Promise.all(started.map((subgraph) => subgraph.stop()));
    throw error;
  }
  return started;
}

/** The tables of every subgraph, for `npm run migrate`. */
export const embeddedTables: readonly Pick<DatabaseOptions, 'name' | 'entities' | 'migrations'>[] =
  [personnelTables, patientsTables, referralsTables, resultsTables, pharmacyTables];
