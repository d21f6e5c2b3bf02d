import type { Viewer } from '@lianyi/shared/auth/viewer';
import type { Database, DatabaseKind } from '@lianyi/shared/database/database';
import { createLogger } from '@lianyi/shared/logging/logger';
import { runSubgraph } from '@lianyi/shared/subgraph/run-subgraph';
import type { RunningSubgraph, SubgraphAnswer } from '@lianyi/shared/subgraph/subgraph';
import { openTestDatabase } from '@lianyi/shared/testing/test-databases';
import { aViewer, runAs, testOptions } from '@lianyi/shared/testing/test-subgraph';
import type { Logger } from 'typeorm';
import { loadCatalogue } from '../catalogue/catalogue';
import { createContexts, createResultsProcess } from '../context';
import { resultsTables } from '../data-source';
import { createOfferRecorder } from '../order-check/offer-recorder';
import { createShownRecorder } from '../report-notice/shown-recorder';
import { buildResultsSchema } from '../schema';
import { aCounty, type FakeCounty } from './county.factory';

export interface Posted {
  readonly outcome: string;
  readonly report: { id: string; version: number; status: string; [field: string]: unknown };
}

/** A results subgraph on a database of its own, with a county around it that tests command. */
export interface ResultsHarness {
  readonly subgraph: RunningSubgraph;
  readonly database: Database;
  readonly county: FakeCounty;
  /** Statements run since the last `statements.length = 0`. */
  readonly statements: string[];
  /** The clock; 4 March 2026, 10 o'clock, unless a test moves it. */
  readonly clock: { now: Date };
  post(input: object, options?: PostOptions): Promise<Answer<Posted>>;
  /** Fields of a patient, as the gateway asks for them. */
  ofPatient(fields: string, id: string, viewer?: Viewer): Promise<Answer<Record<string, unknown>>>;
  run(viewer: Viewer, query: string, variables?: Record<string, unknown>): Promise<SubgraphAnswer>;
  /** Writes what was shown since the last time. */
  flushShown(): Promise<void>;
  /** Writes what order checks have offered, instead of waiting for it. */
  flushOffers(): Promise<void>;
  stop(): Promise<void>;
}

interface PostOptions {
  readonly kind?: 'Lab' | 'Exam';
  readonly viewer?: Viewer;
  readonly fields?: string;
}

interface Answer<Value> {
  readonly value: Value | undefined;
  readonly errors: SubgraphAnswer['errors'];
}

export const dongpu = aViewer('REPORTER', 'township-dongpu');
export const clinician = aViewer('CLINICIAN', 'county-hospital');

export async function startResults(kind: DatabaseKind): Promise<ResultsHarness> {
  const statements: string[] = [];
  const counter = countingLogger(statements);
  const { database, location, drop } = await openTestDatabase(kind, {
    ...resultsTables,
    statements: counter,
  });
  const county = aCounty();
  const clock = { now: new Date('2026-03-04T10:00:00+08:00') };
  const options = testOptions(location, { ask: county.ask, now: () => clock.now });
  // Nothing is written behind a test's back: it flushes what it wants to see.
  const usual = createResultsProcess(options, database, loadCatalogue());
  const recording = { ...usual, logger: options.logger, gatherFor: 3_600_000 };
  const process = {
    ...usual,
    shown: createShownRecorder(recording),
    offers: createOfferRecorder(recording),
  };
  const subgraph = runSubgraph({
    name: 'results',
    ...{ schema: buildResultsSchema().schema, database },
    logger: createLogger('test', 'silent'),
    contextFor: createContexts(process),
  });
  const run = (viewer: Viewer, query: string, variables?: Record<string, unknown>) =>
    runAs(subgraph, viewer, query, variables);
  return {
    subgraph,
    ...{ database, county, statements, clock, run },
    flushShown: () => process.shown.flush(),
    flushOffers: process.offers.flush,
    async stop() {
      await process.shown.close();
      await process.offers.close();
      await drop();
    },
    async post(input, { kind: what = 'Lab', viewer = dongpu, fields = defaultFields } = {}) {
      const mutation = `mutation ($input: ${what}ReportInput!) { posted: post${what}Report(input: $input) { outcome ${fields} } }`;
      const { data, errors } = await run(viewer, mutation, { input });
      return { value: data?.posted as Posted | undefined, errors };
    },
    async ofPatient(fields, id, viewer = clinician) {
      const query = `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Patient { ${fields} } } }`;
      const variables = { r: [{ __typename: 'Patient', id }] };
      const { data, errors } = await run(viewer, query, variables);
      const entities = (data?._entities ?? []) as Record<string, unknown>[];
      return { value: entities[0], errors };
    },
  };
}

const defaultFields = 'report { id version status }';

function countingLogger(statements: string[]): Logger {
  const ignore = () => undefined;
  return {
    logQuery: (query) => void statements.push(query),
    ...{ logQueryError: ignore, logQuerySlow: ignore, logSchemaBuild: ignore },
    ...{ logMigration: ignore, log: ignore },
  };
}
