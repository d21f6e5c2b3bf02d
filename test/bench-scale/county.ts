import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadDemoCounty } from '@lianyi/gateway/demo-county';
import { openTopology } from '@lianyi/gateway/topology';
import type { DatabaseLocation } from '@lianyi/shared/database/open-database';
import type { County } from '@lianyi/shared/demo/county';
import { createLogger } from '@lianyi/shared/logging/logger';
import { subgraphNames } from '@lianyi/shared/ports/ask-subgraph';
import { createConnection } from 'mysql2/promise';
import { type BenchChild, startChild } from '../bench/child';
import { benchConfig, benchKeys } from '../bench/place';
import type { ProductJob } from '../bench/product';
import type { ScaleSettings } from './settings';

/** A county of one size, served by a process of its own. */
export interface ScaledCounty {
  readonly size: number;
  readonly county: County;
  readonly child: BenchChild;
}

/** Where the counties lie: a folder, and on a server databases named after their size. */
export function makeScalePlace({
  keep,
  mysqlUrl,
  sizes,
}: Pick<ScaleSettings, 'keep' | 'mysqlUrl' | 'sizes'>) {
  const folder = keep ?? mkdtempSync(join(tmpdir(), 'lianyi-scale-'));
  const mark = keep === undefined ? `${process.pid}_` : '';
  const locationOf = (size: number): DatabaseLocation => ({
    url: mysqlUrl,
    // On a server, too: the county's day is kept there.
    dataDir: join(folder, `${size}${mysqlUrl ? '-server' : ''}`),
    prefix: `lianyi_scale_${mark}${size}_`,
  });
  return {
    folder,
    ...{ locationOf, now: dayOf(folder) },
    /** Removes what is not kept. */
    async remove() {
      if (keep !== undefined) return;
      rmSync(folder, { recursive: true, force: true });
      if (!mysqlUrl) return;
      const connection = await createConnection({ uri: mysqlUrl });
      for (const size of sizes)
        for (const name of subgraphNames)
          await connection.query(`DROP DATABASE IF EXISTS \`${locationOf(size).prefix}${name}\``);
      await connection.end();
    },
  };
}
/** The moment all counties of a folder are loaded for: their residents are the same people. */
function dayOf(folder: string): Date {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'loaded-at');
  if (!existsSync(file)) writeFileSync(file, new Date().toISOString());
  return new Date(readFileSync(file, 'utf8'));
}

export type ScalePlace = ReturnType<typeof makeScalePlace>;

/** Loads what of the county is not there yet, then serves it as `npm start` would. */
export async function openScaledCounty(place: ScalePlace, size: number): Promise<ScaledCounty> {
  const location = place.locationOf(size);
  const county = await fill(location, size, place.now);
  const job: ProductJob = { location, urls: [] };
  const options = { folder: place.folder };
  return { size, county, child: await startChild('product', `county-${size}`, job, options) };
}

async function fill(location: DatabaseLocation, patients: number, now: Date): Promise<County> {
  const { dataDir } = location;
  const logger = createLogger('bench', 'error');
  const topology = await openTopology(benchConfig(dataDir), benchKeys(), logger, { location });
  const began = performance.now();
  const county = await loadDemoCounty(topology, { dataDir, patients, grow: true, now });
  await topology.close();
  const seconds = ((performance.now() - began) / 1000).toFixed(0);
  console.error(`The county of ${patients} is there after ${seconds} s.`);
  return county;
}
