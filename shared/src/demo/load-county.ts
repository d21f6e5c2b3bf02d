import { setImmediate as otherWork } from 'node:timers/promises';
import type { EntityManager } from 'typeorm';
import type { Database } from '../database/database';
import { insertRows } from '../database/insert-rows';
import { type County, createCounty, type Resident } from './county';
import { DemoProgress } from './demo-progress.entity';

/** Told after each step; both count residents. */
export type ReportProgress = (done: number, total: number) => void;

/** What a subgraph stores of the county. Each function writes within the transaction it is given. */
export interface CountyWriter {
  /** What is there whoever lives in the county; written once. */
  frame?(manager: EntityManager, county: County): Promise<void>;
  residents?(manager: EntityManager, residents: readonly Resident[], county: County): Promise<void>;
}

/** Residents of one transaction: enough to carry its commit, few enough to show progress. */
const residentsAtOnce = 200;
/** Residents held at a time: their papers are gone before the collector has to move them. */
const residentsHeld = 20;
const name = 'county';

/**
 * Stores a demo county, or what of it is missing: after a kill it goes on where it stood, in a
 * bigger county of the same database with the residents to come, and where everything stands it
 * does nothing. Several processes may load at once: each step is one process's, as the counter
 * moves by one conditional update. The county's day and seed are those of its first load.
 */
export async function loadCounty(
  database: Database,
  given: County,
  writer: CountyWriter,
  report: ReportProgress = () => undefined,
): Promise<void> {
  const begun = (await findProgress(database)) ?? (await begin(database, given, writer));
  const { seed, today } = begun;
  const same = seed === given.seed && today === given.today;
  const county = same ? given : createCounty({ ...given, seed, today });
  const total = writer.residents ? county.patients : 0;
  let done = begun.residents;
  report(Math.min(done, total), total);
  while (done < total) {
    const next = Math.min(done + residentsAtOnce, total);
    await storeStep(database, county, writer, { from: done, to: next });
    // Another process may have come further.
    done = (await findProgress(database))?.residents ?? next;
    report(Math.min(done, total), total);
    // The embedded database never waits: without this, no signal and no timer would get its turn.
    await otherWork();
  }
}

const findProgress = ({ read }: Database) => read.findOneBy(DemoProgress, { name });

/** The first row decides which county this is; it comes with everything that is there once. */
async function begin(database: Database, county: County, writer: CountyWriter) {
  const { seed, today } = county;
  const progress = Object.assign(new DemoProgress(), { name, seed, today, residents: 0 });
  try {
    await database.transaction(async (manager) => {
      await insertRows(manager, DemoProgress, [progress]);
      await writer.frame?.(manager, county);
    });
    return progress;
  } catch (error) {
    const other = await findProgress(database);
    if (!other) throw error;
    return other;
  }
}

async function storeStep(
  database: Database,
  county: County,
  writer: CountyWriter,
  { from, to }: { from: number; to: number },
) {
  await database.transaction(async (manager) => {
    const { affected } = await manager.update(
      DemoProgress,
      { name, residents: from },
      { residents: to },
    );
    if (affected !== 1) return;
    for (let start = from; start < to; start += residentsHeld) {
      const length = Math.min(residentsHeld, to - start);
      const residents = Array.from({ length }, (_, place) => county.resident(start + place));
      await writer.residents?.(manager, residents, county);
    }
  });
}
