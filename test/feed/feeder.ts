import 'reflect-metadata';
import { join } from 'node:path';
import { storeChanges } from '@lianyi/patients/change/store-changes.service';
import { createPatientsProcess } from '@lianyi/patients/context';
import { patientsTables } from '@lianyi/patients/data-source';
import { openDatabase } from '@lianyi/shared/database/open-database';
import type { SentEvent } from '@lianyi/shared/events/event';
import { writeEvent } from '@lianyi/shared/events/redis-event';
import { testOptions } from '@lianyi/shared/testing/test-subgraph';

/** What it says when its first events are in the feed. */
export const begun = 'begun';

/** Events that each feeder has to tell. */
export const eventsEach = 60;

/**
 * Adds the events of the patient that WRITER names to the change feed, in their order and from the
 * first on, as a relay that was killed before it marked any; DATA_DIR or DATABASE_URL and PREFIX
 * say where the feed is.
 */
export async function feedAll(env: Readonly<Record<string, string | undefined>>) {
  const { DATA_DIR: dataDir = '', DATABASE_URL: url, PREFIX: prefix = '', WRITER = '' } = env;
  const location = { dataDir, url, prefix };
  const database = await openDatabase({ ...patientsTables, location });
  const patients = await createPatientsProcess(testOptions(location), database);
  for (let from = 1; from <= eventsEach; ) {
    const size = Math.min(1 + Math.floor(Math.random() * 4), eventsEach + 1 - from);
    const versions = Array.from({ length: size }, (_, index) => from + index);
    const texts = versions.map((version) => writeEvent(stored(WRITER, version)));
    await storeChanges({ ...patients, database }, texts);
    if (from === 1) console.log(begun);
    from += size;
  }
  await database.close();
}

const stored = (patientId: string, version: number): SentEvent => ({
  id: `results.report.stored:LAB:${patientId}:${version}`,
  ...{ key: patientId, at: new Date() },
  type: 'results.report.stored',
  payload: {
    kind: 'LAB',
    ...{ reportId: patientId, version, patientId, institutionId: 'lab-center' },
    ...{ inForce: true, sensitive: false },
  },
});

if (process.argv[1] === join(__dirname, 'feeder.js'))
  feedAll(process.env).catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  });
