import { randomUUID } from 'node:crypto';
import { createSubgraph } from '@lianyi/patients';
import type { AccessChain } from '@lianyi/patients/audit/access-chain';
import {
  createContexts,
  createPatientsProcess,
  type PatientsProcess,
} from '@lianyi/patients/context';
import { patientsTables } from '@lianyi/patients/data-source';
import { buildPatientsSchema } from '@lianyi/patients/schema';
import type { Viewer } from '@lianyi/shared/auth/viewer';
import type { Database } from '@lianyi/shared/database/database';
import { type DatabaseLocation, openDatabase } from '@lianyi/shared/database/open-database';
import { createCounty } from '@lianyi/shared/demo/county';
import { Unavailable } from '@lianyi/shared/errors/domain-error';
import { createLogger } from '@lianyi/shared/logging/logger';
import { runSubgraph } from '@lianyi/shared/subgraph/run-subgraph';
import type { SubgraphOptions } from '@lianyi/shared/subgraph/subgraph';
import { shanghaiDay } from '@lianyi/shared/time/shanghai-day';
import { benchKeys } from '../bench/place';

/** What happens to the event of a release, in the order the variants are printed. */
export const variantNames = [
  'no event',
  'an event, group commit',
  'an event, each its commit',
] as const;
export type VariantName = (typeof variantNames)[number];

/** The patients part of a county's records, released in each of the three ways. */
export interface Records {
  readonly ids: readonly string[];
  /** Releases one record; rejects where it is refused. */
  release(variant: VariantName, id: string): Promise<void>;
  close(): Promise<void>;
}

const clinician: Viewer = {
  subject: 'clinician@county-hospital',
  name: 'A clinician of the bench',
  ...{ institutionId: 'county-hospital', roles: ['CLINICIAN'], scopes: [] },
};

/** What the unified record asks of the patients part. */
const record = `query ($id: ID!) { patient(id: $id) {
  id name gender birthDate age phone
  identifiers { system value institution { id } }
  allergies { substance { code display } reaction recordedBy { id } }
  conditions(first: 10) { nodes { code { code display } active chronic recordedBy { id } } }
  familyDoctorContract { team { id } period { start end } }
  encounters(first: 10) { nodes { id class startedAt institution { id } diagnoses { code display } } }
} }`;

/** Loads a county into a new database; `patients` residents, of whom those a clinician treats are asked for. */
export async function openRecords(location: DatabaseLocation, patients: number): Promise<Records> {
  const options: SubgraphOptions = {
    location,
    ...{ keys: benchKeys(), logger: createLogger('bench', 'error') },
    ask: (name) => Promise.reject(new Unavailable(name)),
  };
  const loading = await createSubgraph(options);
  await loading.loadDemo(
    createCounty({ patients, seed: 20_261_121, today: shanghaiDay(new Date()) }),
  );
  await loading.stop();

  const database = await openDatabase({ ...patientsTables, location });
  const shared = await createPatientsProcess(options, database);
  const subgraphs = new Map(
    variantNames.map((name) => [name, subgraphOf({ ...shared, chain: chainOf(name, shared) })]),
  );
  const release = async (variant: VariantName, id: string) => {
    const identity = { viewer: clinician, requestId: randomUUID(), traceId: 'bench' };
    const subgraph = subgraphs.get(variant);
    const context = subgraph?.contextFor({ identity, grants: { tokens: [] } }) ?? {};
    const answer = await subgraph?.execute(record, { id }, context);
    if (!answer?.data?.patient || answer.errors) throw new Error(`record ${id} was not released`);
  };
  return { ids: await treated(database), release, close: () => database.close() };
}

const subgraphOf = (process: PatientsProcess) =>
  runSubgraph({
    name: 'patients',
    schema: buildPatientsSchema().schema,
    ...{ database: process.database, logger: process.logger },
    contextFor: createContexts(process),
  });

function chainOf(name: VariantName, { chain, database }: PatientsProcess): AccessChain {
  const nothing = () => Promise.resolve();
  if (name === 'no event') return { ...chain, append: nothing, appendWithin: nothing };
  if (name === 'an event, group commit') return chain;
  return {
    ...chain,
    append: (events) => database.transaction((manager) => chain.appendWithin(manager, events)),
  };
}

async function treated({ read }: Database): Promise<string[]> {
  const rows: { patientId: string }[] = await read.query(
    'SELECT DISTINCT `patientId` FROM `encounter` WHERE `institutionId` = ? AND (`endedAt` IS NULL OR `endedAt` > ?) ORDER BY `patientId` LIMIT 200',
    [clinician.institutionId, shanghaiDay(new Date(Date.now() - 60 * 86_400_000))],
  );
  return rows.map(({ patientId }) => patientId);
}
