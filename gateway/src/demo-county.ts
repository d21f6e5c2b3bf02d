import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type County, createCounty } from '@lianyi/shared/demo/county';
import type { CountyOptions } from '@lianyi/shared/demo/county-types';
import { createProgressBar, type ProgressStream } from '@lianyi/shared/demo/progress-bar';
import { shanghaiDay } from '@lianyi/shared/time/shanghai-day';
import type { Topology } from './topology';

/** The demo county's seed: everybody's county is the same. */
const seed = 20_261_121;

export interface DemoRequest {
  readonly dataDir: string;
  /** How many residents a new county has. */
  readonly patients: number;
  /** Whether a smaller county that is there grows to this size; a start leaves it as it is. */
  readonly grow?: boolean;
  readonly now?: Date;
  /** Where progress is shown (standard error). */
  readonly progress?: ProgressStream;
}

/**
 * Loads the demo county into the subgraphs of this process; quick where it is there already.
 * Its history ends on the day of the first load, which is kept: a county half loaded before
 * midnight is finished as the same county.
 */
export async function loadDemoCounty({ local }: Topology, request: DemoRequest): Promise<County> {
  const county = createCounty(countyOf(request));
  for (const [name, subgraph] of local) {
    const bar = createProgressBar(name, request.progress);
    await subgraph.loadDemo(county, bar.report);
    bar.done();
  }
  return county;
}

function countyOf({ dataDir, patients, grow = false, now = new Date() }: DemoRequest) {
  const file = join(dataDir, 'demo-county.json');
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  if (!existsSync(file)) return keep(file, { patients, seed, today: shanghaiDay(now) });
  const known: CountyOptions = JSON.parse(readFileSync(file, 'utf8'));
  return grow && patients > known.patients ? keep(file, { ...known, patients }) : known;
}

/** Written whole or not at all: a kill leaves no half of it. */
function keep(file: string, county: CountyOptions): CountyOptions {
  writeFileSync(`${file}.new`, JSON.stringify(county));
  renameSync(`${file}.new`, file);
  return county;
}
