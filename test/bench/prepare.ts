import { setTimeout } from 'node:timers/promises';
import { loadDemoCounty } from '@lianyi/gateway/demo-county';
import { startGateway } from '@lianyi/gateway/gateway';
import { createGatewayMetrics } from '@lianyi/gateway/metrics/gateway-metrics';
import { openTopology } from '@lianyi/gateway/topology';
import type { DatabaseLocation } from '@lianyi/shared/database/open-database';
import type { County } from '@lianyi/shared/demo/county';
import { createLogger } from '@lianyi/shared/logging/logger';
import { seededRandom, shuffled } from '../durability/message-files';
import { type Answer, createClient } from '../support/client';
import { operation } from '../support/operations';
import { type Capture, captureStatements, sortStatements } from './capture';
import { finish, jobOf } from './child-side';
import { type KeptRecord, writeKept } from './kept-record';
import { benchConfig, benchKeys } from './place';

export interface PrepareJob {
  readonly county: DatabaseLocation;
  readonly copy: DatabaseLocation;
  readonly patients: number;
  readonly records: number;
  readonly user: string;
  readonly file: string;
}

const logger = createLogger('bench', 'error');

const openProduct = (location: DatabaseLocation) =>
  openTopology(benchConfig(location.dataDir), benchKeys(), logger, { location });

/** Loads both counties, then asks for records and keeps each answer with its statements. */
async function prepare(job: PrepareJob) {
  const copy = await openProduct(job.copy);
  await loadDemoCounty(copy, { dataDir: job.copy.dataDir, patients: job.patients });
  await copy.close();

  const capture = captureStatements(job.county.prefix ?? '');
  const topology = await openProduct(job.county);
  const { dataDir } = job.county;
  const county = await loadDemoCounty(topology, { dataDir, patients: job.patients });
  const config = benchConfig(dataDir);
  const gateway = await startGateway(config, {
    topology,
    keys: benchKeys(),
    logger,
    metrics: createGatewayMetrics(),
  });
  const client = createClient(gateway.url);
  const ask = (patientId: string) =>
    client.run(job.user, operation('UnifiedRecord'), { id: patientId });

  const visible = await findVisible(county, job, ask);
  const records: KeptRecord[] = [];
  // What was shown is recorded a moment after the answers: it is over before statements are kept.
  await setTimeout(1000);
  // A second time: what the process keeps of reference data is there now, as it is in service.
  for (const patientId of visible) records.push(await keepRecord(patientId, ask, capture));
  const token = await client.token(job.user);
  writeKept(job.file, { records, claims: claimsOf(token) });
  await gateway.close();
  await topology.close();
}

/** Residents in a random order, the same every time, until enough open for this user. */
async function findVisible(
  county: County,
  job: PrepareJob,
  ask: (id: string) => Promise<Answer>,
): Promise<string[]> {
  const visible: string[] = [];
  const indices = Array.from({ length: county.patients }, (_, index) => index);
  for (const index of shuffled(indices, seededRandom(1))) {
    const { id } = county.person(index);
    if (visible.length === job.records) break;
    const { errors } = await ask(id);
    if (!errors) visible.push(id);
    else if (errors.some(({ extensions }) => extensions.code !== 'FORBIDDEN'))
      throw new Error(`a record could not be read: ${errors[0]?.message}`);
  }
  if (visible.length === 0) throw new Error(`${job.user} may see nobody in this county`);
  return visible;
}

async function keepRecord(
  patientId: string,
  ask: (id: string) => Promise<Answer>,
  capture: Capture,
): Promise<KeptRecord> {
  capture.take();
  const { data } = await ask(patientId);
  return { patientId, data, ...sortStatements(capture.take()) };
}

const claimsOf = (token: string) =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8')) as Record<
    string,
    unknown
  >;

finish(prepare(jobOf<PrepareJob>()));
