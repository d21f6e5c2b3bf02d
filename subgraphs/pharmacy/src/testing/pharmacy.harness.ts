import type { Access } from '@lianyi/shared/access/access';
import type { Viewer } from '@lianyi/shared/auth/viewer';
import type { Database, DatabaseKind } from '@lianyi/shared/database/database';
import { createLogger } from '@lianyi/shared/logging/logger';
import { runSubgraph } from '@lianyi/shared/subgraph/run-subgraph';
import type { SubgraphAnswer, SubgraphOptions } from '@lianyi/shared/subgraph/subgraph';
import { recordStatements } from '@lianyi/shared/testing/record-statements';
import { openTestDatabase } from '@lianyi/shared/testing/test-databases';
import { aGrant, runAs, testOptions } from '@lianyi/shared/testing/test-subgraph';
import type { ObjectLiteral } from 'typeorm';
import { createContext, createPharmacyProcess } from '../context';
import { pharmacyTables } from '../data-source';
import { buildPharmacySchema } from '../schema';

/** The clock of every test: 1 June 2026, noon in Shanghai. */
export const noon = new Date('2026-06-01T04:00:00Z');

/** Noon in Shanghai of another day. */
export const noonOf = (day: string) => new Date(`${day}T04:00:00Z`);

/** Whose records are open to the viewer, and how far. */
export type OpenRecords = Readonly<Record<string, Partial<Access>>>;

export interface PharmacyHarness {
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

/** The subgraph on a database of its own that holds the rows. */
export async function startPharmacy(
  kind: DatabaseKind,
  rows: readonly ObjectLiteral[],
  overrides: Partial<SubgraphOptions> = {},
): Promise<PharmacyHarness> {
  const statements: string[] = [];
  const { database, location, drop } = await openTestDatabase(kind, {
    ...{ ...pharmacyTables, statements: recordStatements(statements) },
  });
  await database.transaction((manager) => manager.save([...rows]));
  const options = testOptions(location, { now: () => noon, ...overrides });
  const process = createPharmacyProcess(options, database);
  const subgraph = runSubgraph({
    ...{ name: 'pharmacy', schema: buildPharmacySchema().schema, database },
    logger: createLogger('test', 'silent'),
    contextFor: (request) => createContext(request, process),
  });
  const run: PharmacyHarness['run'] = (viewer, query, variables = {}, open = {}) =>
    runAs(subgraph, viewer, query, variables, (identity) =>
      Object.entries(open).map(([patientId, access]) =>
        aGrant(identity, { patientId, ...access }, { now: noon }),
      ),
    );
  return {
    ...{ database, statements, run, stop: drop },
    ofPatients(viewer, fields, open) {
      const query = `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Patient { ${fields} } } }`;
      const r = Object.keys(open).map((id) => ({ __typename: 'Patient', id }));
      return run(viewer, query, { r }, open);
    },
  };
}
