import { setImmediate as breath } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { Database } from '@lianyi/shared/database/database';
import { openDatabase } from '@lianyi/shared/database/open-database';
import { writeEvent } from '@lianyi/shared/events/redis-event';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import fc from 'fast-check';
import { patientsTables } from '../data-source';
import { aReport, feed, pageOf } from '../testing/feeding';
import { savePatient } from '../testing/patients.factory';
import { type PatientsHarness, startPatients } from '../testing/patients.harness';
import { ChangeHead, ChangeRow } from './change.entity';
import { pruneChanges } from './prune-changes.service';
import { storeChanges } from './store-changes.service';

const pick = (most: number) => Math.floor(Math.random() * most);

describeOnBothDatabases('many who add to the change feed', (kind) => {
  let harness: PatientsHarness;
  const processes: Database[] = [];
  const ids = async () =>
    (await harness.database.read.find(ChangeRow, { order: { sequence: 'ASC' } })).map(
      ({ eventId }) => eventId,
    );

  beforeAll(async () => {
    harness = await startPatients(kind);
    for (const _ of [1, 2, 3])
      processes.push(await openDatabase({ ...patientsTables, location: harness.location }));
  });
  beforeEach(async () => {
    await harness.clear();
    await harness.database.transaction((manager) => savePatient(manager));
  });
  afterAll(async () => {
    await Promise.all(processes.map((database) => database.close()));
    await harness?.stop();
  });

  /** Each writer adds its events in order, some again and again, and some that others add, too. */
  async function write(writers: number, each: number) {
    const batches = async (writer: number) => {
      const database = processes[writer % processes.length] ?? harness.database;
      const feeding = { ...harness.process, database };
      for (let from = 1; from <= each; ) {
        const size = 1 + pick(5);
        const own = Array.from({ length: size }, (_, index) => from + index)
          .filter((version) => version <= each)
          .map((version) => aReport('patient-1', writer * 1000 + version));
        const shared = aReport('patient-1', 900_000 + pick(10));
        const texts = [...own, ...(pick(3) === 0 ? [shared, ...own] : [])].map(writeEvent);
        await storeChanges(feeding, texts);
        from += pick(4) === 0 ? 0 : size;
      }
    };
    await Promise.all(Array.from({ length: writers }, (_, index) => batches(index + 1)));
  }

  /** Reads on from its stored cursor; now and then it forgets what it did since it stored it. */
  async function consume(done: () => boolean) {
    let [stored, cursor]: (string | null)[] = [null, null];
    let [kept, pending]: string[][] = [[], []];
    for (let ended = false; !ended; ) {
      ended = done();
      for (let more = true; more; ) {
        await breath();
        const page = await pageOf(harness, { after: cursor ?? null, first: 1 + pick(12) });
        pending = [...(pending ?? []), ...page.nodes.map((one) => one.cursor)];
        cursor = page.pageInfo.endCursor;
        more = page.pageInfo.hasNextPage;
        if (pick(3) === 0) [kept, pending, stored] = [[...(kept ?? []), ...pending], [], cursor];
        else if (pick(6) === 0) [pending, cursor] = [[], stored ?? null];
        more ||= cursor !== page.pageInfo.endCursor;
      }
    }
    return [...(kept ?? []), ...(pending ?? [])];
  }

  it('leave no gap and no double to consumers that stop and go on anywhere, all in one order', async () => {
    let written = false;
    const consumers = [1, 2, 3].map(() => consume(() => written));
    await write(6, 25);
    written = true;
    const seen = await Promise.all(consumers);
    const rows = await harness.database.read.find(ChangeRow, { order: { sequence: 'ASC' } });
    expect(rows.map(({ sequence }) => sequence)).toEqual(rows.map((_, index) => index + 1));
    const whole = await consume(() => true);
    expect(whole).toHaveLength(rows.length);
    expect(new Set(whole).size).toBe(rows.length);
    for (const one of seen) expect(one).toEqual(whole);
    const own = rows.filter(({ eventId }) => !eventId.includes(':900'));
    expect(own).toHaveLength(6 * 25);
    for (let writer = 1; writer <= 6; writer += 1) {
      const versions = own
        .map(({ eventId }) => Number(eventId.split(':').at(-1)))
        .filter((version) => Math.floor(version / 1000) === writer);
      expect(versions).toEqual([...versions].sort((one, other) => one - other));
    }
  });

  it('give no number before those of smaller numbers are committed', async () => {
    let written = false;
    const look = async () => {
      while (!written) {
        await breath();
        const rows = await harness.database.read.find(ChangeRow, { order: { sequence: 'ASC' } });
        expect(rows.map(({ sequence }) => sequence)).toEqual(rows.map((_, index) => index + 1));
      }
    };
    const looking = look();
    await write(4, 20);
    written = true;
    await looking;
  });

  it('store once what comes in any batches, in any order of processes', async () => {
    const batch = fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(fc.array(batch, { maxLength: 8 }), async (batches) => {
        await harness.database.transaction((manager) => manager.clear(ChangeRow));
        await harness.database.transaction((manager) => manager.clear(ChangeHead));
        await Promise.all(
          batches.map((versions, index) =>
            storeChanges(
              { ...harness.process, database: processes[index % 3] ?? harness.database },
              versions.map((version) => writeEvent(aReport('patient-1', version))),
            ),
          ),
        );
        const expected = new Set(batches.flat().map((one) => aReport('patient-1', one).id));
        const stored = await ids();
        expect(stored).toHaveLength(expected.size);
        expect(new Set(stored)).toEqual(expected);
      }),
      { numRuns: 15 },
    );
  });

  it('and who prunes meanwhile never make a page that lacks something', async () => {
    await feed(harness, ...Array.from({ length: 60 }, (_, index) => aReport('patient-1', index)));
    const pruning = async () => {
      for (let keep = 0; keep < 20; keep += 1)
        await pruneChanges({ ...harness.process, now: () => new Date(8e14) }, { keepDays: 1 });
    };
    const sizes = new Set<number>();
    const reading = async () => {
      for (let turn = 0; turn < 40; turn += 1)
        sizes.add((await pageOf(harness, { first: 100 })).nodes.length);
    };
    await Promise.all([reading(), pruning(), reading()]);
    expect([...sizes].filter((size) => size !== 60 && size !== 0)).toEqual([]);
  });
});
