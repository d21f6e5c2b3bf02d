import type { ObjectLiteral } from 'typeorm';
import type { Access } from '../access/access';
import type { Viewer } from '../auth/viewer';
import type { Database, DatabaseKind } from '../database/database';
import type { DatabaseOptions } from '../database/open-database';
import { createLogger } from '../logging/logger';
import { type RequestContext, runSubgraph, type SubgraphParts } from '../subgraph/run-subgraph';
import type { SubgraphAnswer, SubgraphOptions } from '../subgraph/subgraph';
import { recordStatements } from './record-statements';
import { openTestDatabase } from './test-databases';
import { aGrant, runAs, testOptions } from './test-subgraph';

/** The clock of every test: 1 June 2026, noon in Shanghai. */
export const noon = new Date('2026-06-01T04:00:00Z');

/** Noon in Shanghai of another day. */
export const noonOf = (day: string) => new Date(`${day}T04:00:00Z`);

/** Whose records are open to the viewer, and how far. */
export type OpenRecords = Readonly<Record<string, Partial<Access>>>;

export interface SubgraphHarness {
  readonly database: Database;
  /** Texts of all statements since the last `statements.length = 0`. */
  readonly statements: string[];
  run(
    viewer: Viewer,
    query: string,
    variables?: Record<string, unknown>,
    open?: OpenRecords,
  ): Promise<SubgraphAnswer>;
  /** Fields of patients, as the gateway asks for them. */
  ofPatients(viewer: Viewer, fields: string, open: OpenRecords): Promise<SubgraphAnswer>;
  stop(): Promise<void>;
}

export interface HarnessOptions<Context extends RequestContext> {
  readonly tables: Pick<DatabaseOptions, 'name' | 'entities' | 'migrations'>;
  /** What the part puts together itself, given its database. */
  parts(
    options: SubgraphOptions,
    database: Database,
  ): Pick<SubgraphParts<Context>, 'name' | 'schema' | 'contextFor'>;
  readonly rows: readonly ObjectLiteral[];
  readonly overrides?: Partial<SubgraphOptions>;
}

/** A subgraph on a database of its own that holds the rows, with grants instead of a patients part. */
export async function startHarness<Context extends RequestContext>(
  kind: DatabaseKind,
  { tables, parts, rows, overrides }: HarnessOptions<Context>,
): Promise<SubgraphHarness> {
  const statements: string[] = [];
  const opened = await openTestDatabase(kind, {
    ...tables,
    statements: recordStatements(statements),
  });
  const { database, location, drop } = opened;
  await database.transaction((manager) => manager.save([...rows]));
  const options = testOptions(location, { now: () => noon, ...overrides });
  const logger = createLogger('test', 'silent');
  const subgraph = runSubgraph({ ...parts(options, database), database, logger });
  const run: SubgraphHarness['run'] = (viewer, query, variables = {}, open = {}) =>
    runAs(subgraph, viewer, query, variables, (identity) =>
      Object.entries(open).map(([patientId, access]) =>
        aGrant(identity, { patientId, ...access }, { now: noon }),
      ),
    );
  return {
    database,
    ...{ statements, run, stop: drop },
    ofPatients(viewer, fields, open) {
      const query = `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Patient { ${fields} } } }`;
      const r = Object.keys(open).map((id) => ({ __typename: 'Patient', id }));
      return run(viewer, query, { r }, open);
    },
  };
}
