import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createCounty } from '@lianyi/shared/demo/county';
import type { CountyOptions } from '@lianyi/shared/demo/county-types';
import { createProgressBar } from '@lianyi/shared/demo/progress-bar';
import { shanghaiDay } from '@lianyi/shared/time/shanghai-day';
import type { Topology } from './topology';

/** The demo county's seed: everybody's county is the same. */
const seed = 20_261_121;

export interface DemoRequest {
  readonly dataDir: string;
  readonly patients: number;
  readonly now?: Date;
}

/**
 * Loads the demo county into the subgraphs of this process; quick where it is there already.
 * Its history ends on the day of the first load, which is kept: a county half loaded before
 * midnight is finished as the same county.
 */
export async function loadDemoCounty({ local }: Topology, request: DemoRequest) {
  const county = createCounty(countyOf(request));
  for (const [name, subgraph] of local) {
    const bar = createProgressBar(name);
    await subgraph.loadDemo(county, bar.report);
    bar.done();
  }
  return county;
}

function countyOf({ dataDir, patients, now = new Date() }: DemoRequest): CountyOptions {
  const file = join(dataDir, 'demo-county.json');
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const fresh: CountyOptions = { patients, seed, today: shanghaiDay(now) };
  try {
    writeFileSync(file, JSON.stringify(fresh), { flag: 'wx' });
    return fresh;
  } catch {
    const known: CountyOptions = JSON.parse(readFileSync(file, 'utf8'));
    return { ...known, patients: Math.max(patients, known.patients) };
  }
}
