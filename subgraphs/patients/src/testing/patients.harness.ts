import type { Viewer } from '@lianyi/shared/auth/viewer';
import type { RequestIdentity } from '@lianyi/shared/auth/viewer-header';
import type { InstallationKeys } from '@lianyi/shared/crypto/key-ring';
import type { Database, DatabaseKind } from '@lianyi/shared/database/database';
import type { DatabaseLocation } from '@lianyi/shared/database/open-database';
import { Unavailable } from '@lianyi/shared/errors/domain-error';
import { createLogger } from '@lianyi/shared/logging/logger';
import type { AskSubgraph } from '@lianyi/shared/ports/ask-subgraph';
import { runSubgraph } from '@lianyi/shared/subgraph/run-subgraph';
import type { RunningSubgraph, SubgraphAnswer } from '@lianyi/shared/subgraph/subgraph';
import { openTestDatabase, type TestDatabase } from '@lianyi/shared/testing/test-databases';
import { aViewer, runAs, testKeys, testOptions } from '@lianyi/shared/testing/test-subgraph';
import type { Logger } from 'typeorm';
import { AccessEvent } from '../audit/access-event.entity';
import { openAccessLog } from '../audit/take-over';
import { type Verdict, verifyChain } from '../audit/verify-chain';
import { createContexts, createPatientsProcess, type PatientsProcess } from '../context';
import { patientsTables } from '../data-source';
import { buildPatientsSchema } from '../schema';
import { emptyLog, isLogTable } from './audit-guards';
import { noon } from './patients.factory';

/** The parts around patients, as tests set them. */
export interface FakeCounty {
  /** Patient ids a referral concerns, by institution. */
  readonly referrals: Map<string, string[]>;
  /** Patient ids about whom an institution is asked, by institution. */
  readonly consultations: Map<string, string[]>;
  /** Patient ids an exam of whom a centre is asked to diagnose, by centre. */
  readonly diagnoses: Map<string, string[]>;
  /** Patient ids a sheet of whom was handed to a pharmacist, by her institution. */
  readonly sheets: Map<string, string[]>;
  /** The institution of each family-doctor team, as personnel knows it. */
  readonly teams: Map<string, string>;
  /** Parts that cannot be asked. */
  readonly down: Set<string>;
  /** How often each part was asked. */
  readonly asked: Map<string, number>;
}

export interface PatientsHarness {
  readonly subgraph: RunningSubgraph;
  readonly process: PatientsProcess;
  readonly database: Database;
  readonly location: DatabaseLocation;
  readonly county: FakeCounty;
  readonly clock: { now: Date };
  /** Statements since `statements.length = 0`. */
  readonly statements: string[];
  run(
    viewer: Viewer,
    query: string,
    variables?: Record<string, unknown>,
    grants?: (identity: RequestIdentity) => string[],
  ): Promise<SubgraphAnswer>;
  /** Every event of the log, in its order. */
  events(): Promise<AccessEvent[]>;
  verify(): Promise<Verdict>;
  /** Removes every row; the chain begins anew. */
  clear(): Promise<void>;
  stop(): Promise<void>;
}

export const clinician = aViewer('CLINICIAN');
export const auditor = aViewer('AUDITOR');
export const reporter = aViewer('REPORTER', 'lab-center');

/** What the gateway's fetch of a patient's entity asks. */
export const entityQuery = (fields: string) =>
  `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Patient { ${fields} } } }`;
export const entities = (...ids: string[]) => ({
  r: ids.map((id) => ({ __typename: 'Patient', id })),
});

export async function startPatients(
  kind: DatabaseKind,
  keys: InstallationKeys = testKeys(),
): Promise<PatientsHarness> {
  const statements: string[] = [];
  const opened = await openTestDatabase(kind, {
    ...patientsTables,
    statements: countingLogger(statements),
  });
  return runPatients({ ...opened, statements, keys });
}

/** Another process on the same database, with the keys it was given; the first one stops it. */
export const joinPatients = (
  { database, statements, location }: PatientsHarness,
  keys: InstallationKeys,
): Promise<PatientsHarness> =>
  runPatients({ database, statements, keys, location, drop: () => Promise.resolve() });

interface Place extends TestDatabase {
  readonly statements: string[];
  readonly keys: InstallationKeys;
}

async function runPatients(place: Place): Promise<PatientsHarness> {
  const { database, location, drop, statements, keys } = place;
  const county = aCounty();
  const clock = { now: noon };
  const options = testOptions(location, { keys, ask: askOf(county), now: () => clock.now });
  const process = await createPatientsProcess(options, database);
  await openAccessLog(database, process.chainKeys);
  const subgraph = runSubgraph({
    name: 'patients',
    ...{ schema: buildPatientsSchema().schema, database },
    logger: createLogger('test', 'silent'),
    contextFor: createContexts(process),
  });
  return {
    subgraph,
    ...{ process, database, location, county, clock, statements, stop: drop },
    run: (viewer, query, variables, grants) => runAs(subgraph, viewer, query, variables, grants),
    events: () => database.read.find(AccessEvent, { order: { seq: 'ASC' } }),
    verify: () => verifyChain(database, process.chainKeys),
    async clear() {
      county.down.clear();
      county.referrals.clear();
      county.consultations.clear();
      county.diagnoses.clear();
      county.sheets.clear();
      clock.now = noon;
      await emptyLog(database);
      await database.transaction(async (manager) => {
        for (const { tableName } of database.read.connection.entityMetadatas)
          if (!isLogTable(tableName) && !lasting.has(tableName))
            await manager.query(`DELETE FROM \`${tableName}\``);
      });
    },
  };
}

const aCounty = (): FakeCounty => ({
  referrals: new Map(),
  ...{ consultations: new Map(), diagnoses: new Map(), sheets: new Map() },
  ...{ down: new Set(), asked: new Map() },
  teams: new Map([
    ['team-1', 'township-dongpu'],
    ['team-2', 'township-dongpu'],
    ['team-3', 'people-hospital'],
  ]),
});

/** What the process has read at its start. */
const lasting = new Set(['merge_gate', 'field_key_state', 'kept_secret']);

function askOf(county: FakeCounty): AskSubgraph {
  const answer = (name: string, variables: Readonly<Record<string, unknown>>) => {
    if (name === 'personnel')
      return 'id' in variables
        ? { institution: institutionOf(variables.id) }
        : { consortia, teamInstitution: county.teams.get(String(variables.teamId)) ?? null };
    const asked = variables.patientIds as string[];
    const held = (bases: Map<string, string[]>) =>
      asked.filter((id) => bases.get(String(variables.institutionId))?.includes(id));
    const bases: Readonly<Record<string, object>> = {
      pharmacy: { PRESCRIPTION: held(county.sheets) },
      referrals: { REFERRAL: held(county.referrals), CONSULTATION: held(county.consultations) },
      results: { DIAGNOSTIC_REQUEST: held(county.diagnoses) },
    };
    return bases[name];
  };
  return async <Data>(name: string, { variables }: Parameters<AskSubgraph>[1]) => {
    county.asked.set(name, (county.asked.get(name) ?? 0) + 1);
    if (county.down.has(name)) throw new Unavailable(name);
    return answer(name, variables) as Data;
  };
}

const members = ['county-hospital', 'people-hospital', 'lab-center', 'township-dongpu'];
const consortia = [
  {
    integration: 'TIGHT',
    lead: { id: 'county-hospital' },
    members: members.map((id) => ({ id })),
  },
  { integration: 'LOOSE', lead: { id: 'city-hospital' }, members: [{ id: 'county-hospital' }] },
];

const outsiders = ['city-hospital', 'province-hospital'];
const institutionOf = (id: unknown) =>
  [...members, ...outsiders].some((known) => known === id) ? { id } : null;

function countingLogger(statements: string[]): Logger {
  const ignore = () => undefined;
  return {
    logQuery: (query) => void statements.push(query),
    ...{ logQueryError: ignore, logQuerySlow: ignore, logSchemaBuild: ignore },
    ...{ logMigration: ignore, log: ignore },
  };
}
