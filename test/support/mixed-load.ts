import { randomUUID } from 'node:crypto';
import { formatInstant } from '@lianyi/shared/graphql/scalars';
import { Pool } from 'undici';
import { type Answer, createClient, type DemoClient } from './client';
import { operation } from './operations';

const reader = 'clinician@county-hospital';
const reporter = 'reporter@township-dongpu';
/** Milliseconds until a question counts as one that is never answered. */
const patience = 20_000;
const question = '{ me { name } patients(search: "王", first: 2) { nodes { id name } } }';

export interface LoadOptions {
  readonly readers?: number;
  readonly posters?: number;
  /** The token of a user, `role@institution-id`; of the demo sign-in, if not said otherwise. */
  readonly tokenOf?: (user: string) => Promise<string>;
}

export interface MixedReport {
  /** Questions and reports that were answered as they should be. */
  readonly answered: number;
  /** What went wrong with the others. */
  readonly failures: readonly string[];
  /** Reports that were acknowledged, by the sender's own id. */
  readonly acknowledged: readonly string[];
}

export interface MixedLoad {
  /** How many were answered so far. */
  answered(): number;
  stop(): Promise<MixedReport>;
}

const hoursAgo = (hours: number) => formatInstant(new Date(Date.now() - hours * 3_600_000));
const [taken, issued] = [hoursAgo(3), hoursAgo(1)];

/** A report of one value, under the sender's own id; the same whenever it is asked for. */
export const labReport = (sourceId: string) => ({
  patient: {
    identifiers: [{ system: 'MEDICAL_RECORD_NUMBER', value: 'ML-1' }],
    demographics: { name: '周雨', gender: 'FEMALE', birthDate: '1990-05-06' },
  },
  ...{ sourceId, status: 'FINAL', effectiveAt: taken, issuedAt: issued },
  observations: [{ code: '6690-2', value: '6.2', unit: '10^9/L', referenceRange: '3.5-9.5' }],
});

/**
 * Readers, and those who post reports, each with an id of its own: everyone asks again as soon as an
 * answer is there, over connections that are kept, and nobody asks twice.
 */
export async function startMixedLoad(url: string, options: LoadOptions = {}): Promise<MixedLoad> {
  const { readers = 4, posters = 1, tokenOf = createClient(url).token } = options;
  const [readerToken, reporterToken] = [await tokenOf(reader), await tokenOf(reporter)];
  const pool = new Pool(url, {
    connections: readers + posters,
    pipelining: 1,
    headersTimeout: patience,
  });
  const load = randomUUID().slice(0, 8);
  const acknowledged: string[] = [];
  const asking = createAsking(pool);
  const { ask } = asking;
  let stopped = false;
  const read = async () => {
    while (!stopped) await ask(readerToken, question);
  };
  const post = async (poster: number) => {
    for (let report = 1; !stopped; report += 1) {
      const sourceId = `ML-${load}-${poster}-${report}`;
      const input = labReport(sourceId);
      if (await ask(reporterToken, operation('PostLab'), { input })) acknowledged.push(sourceId);
    }
  };
  const working = Promise.all([
    ...Array.from({ length: readers }, read),
    ...Array.from({ length: posters }, (_, poster) => post(poster)),
  ]);
  return {
    answered: asking.answered,
    async stop() {
      stopped = true;
      await working;
      await pool.close();
      return { answered: asking.answered(), failures: asking.failures, acknowledged };
    },
  };
}

/** Asks, and counts what was answered as it should be. */
function createAsking(pool: Pool) {
  const failures: string[] = [];
  let answered = 0;
  const ask = async (token: string, query: string, variables = {}): Promise<Answer | null> => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const body = JSON.stringify({ query, variables });
    try {
      const reply = await pool.request({ path: '/graphql', method: 'POST', headers, body });
      const text = await reply.body.text();
      const answer = JSON.parse(text) as Answer;
      if (reply.statusCode !== 200 || answer.errors) throw new Error(text.slice(0, 300));
      answered += 1;
      return answer;
    } catch (error) {
      failures.push(error instanceof Error ? `${error.name}: ${error.message}` : String(error));
      return null;
    }
  };
  return { ask, failures, answered: () => answered };
}

/** Posts every acknowledged report once more: those that were not stored as the first version. */
export async function lostReports(
  url: string,
  acknowledged: readonly string[],
  { run }: Pick<DemoClient, 'run'> = createClient(url),
) {
  const lost: string[] = [];
  const look = async (sourceId: string) => {
    const input = labReport(sourceId);
    const { data, errors } = await run(reporter, operation('PostLab'), { input });
    const { outcome, report } = (data?.postLabReport ?? {}) as {
      outcome?: string;
      report?: { version: number };
    };
    if (outcome !== 'UNCHANGED' || report?.version !== 1)
      lost.push(`${sourceId}: ${outcome ?? JSON.stringify(errors)}`);
  };
  for (let at = 0; at < acknowledged.length; at += 8)
    await Promise.all(acknowledged.slice(at, at + 8).map(look));
  return lost;
}
