import { setTimeout as sleep } from 'node:timers/promises';
import {
  type ReadResults,
  readEvents,
  resultsAt,
  resultsUnder,
  type ToldVersions,
} from '../../durability/read-events';
import { verifyChain } from '../../durability/verify-chain';
import { valueAt } from '../../support/value-at';
import type { Crew } from '../load/crew';
import type { Plant } from '../plant/plant';

const auditor = 'auditor@county-hospital';
const log = `query ($id: ID!, $after: String) { accessLog(patientId: $id, first: 100, after: $after) {
  nodes { action allowed institution { id } } pageInfo { hasNextPage endCursor } } }`;

interface Entry {
  readonly action: string;
  readonly allowed: boolean;
  readonly institution: { readonly id: string } | null;
}

/** Whatever was released of a patient must stand in the access log, at least so often (O4). */
export async function checkReleases(crew: Crew) {
  for (const [key, times] of crew.released) {
    const [user = '', id = ''] = key.split(' ');
    const place = user.split('@')[1];
    const entries = await readLog(crew, id);
    const recorded = entries.filter(
      ({ action, allowed, institution }) =>
        action === 'READ_RECORD' && allowed && institution?.id === place,
    ).length;
    if (recorded < times)
      crew.findings.add('access not recorded', `${times} reads of ${id}, ${recorded} in the log`);
  }
}

async function readLog(crew: Crew, id: string): Promise<Entry[]> {
  const entries: Entry[] = [];
  for (let after: unknown = null; ; ) {
    const { data, errors, text } = await crew.asker.run(auditor, log, { id, after });
    if (errors || !data) throw new Error(`the access log could not be read: ${text}`);
    entries.push(...((valueAt(data, 'accessLog', 'nodes') ?? []) as Entry[]));
    after = valueAt(data, 'accessLog', 'pageInfo', 'endCursor');
    if (!valueAt(data, 'accessLog', 'pageInfo', 'hasNextPage')) return entries;
  }
}

/** The chain must verify, by the product's own command. */
export async function checkChain({ plant, findings }: Crew) {
  const { code, text } = await verifyChain(plant.dataDir, plant.env.DATABASE_URL);
  if (code !== 0) findings.add('access log broken', text.split('\n').slice(-2).join(' '));
}

/** How the results part's database is read past the product. */
export const resultsOf = ({ dataDir, env }: Plant): ReadResults =>
  env.DATABASE_URL ? resultsAt(env.DATABASE_URL) : resultsUnder(dataDir);

const patienceWithEvents = 20_000;

/** One event of each version stored, all sent in the end. */
export async function checkEvents({ plant, findings }: Crew, before: readonly string[]) {
  const read = resultsOf(plant);
  let told: ToldVersions = await readEvents(read, before);
  for (const until = Date.now() + patienceWithEvents; told.unsent > 0 && Date.now() < until; ) {
    await sleep(100);
    told = await readEvents(read, before);
  }
  for (const version of told.untold) findings.add('event missing', `of report ${version}`);
  for (const version of told.invented) findings.add('event of nothing', `report ${version}`);
  if (told.unsent > 0) findings.add('event missing', `${told.unsent} were never sent`);
}

/** Nothing ends by itself. */
export function checkProcesses({ plant, findings }: Crew) {
  for (const [name, { surprises }] of plant.parts)
    for (const surprise of surprises.splice(0))
      findings.add('ended by itself', `${name} ${surprise}`);
}
