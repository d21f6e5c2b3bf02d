import { describe, expect, it } from '@jest/globals';
import { openDatabase } from '@lianyi/shared/database/open-database';
import { createLogger } from '@lianyi/shared/logging/logger';
import { describeOnBothDatabases, openTestDatabase } from '@lianyi/shared/testing/test-databases';
import { testKeys } from '@lianyi/shared/testing/test-subgraph';
import { patientsTables } from '../data-source';
import { anEvent } from '../testing/patients.factory';
import { startPatients } from '../testing/patients.harness';
import { type AccessChain, createAccessChain } from './access-chain';
import { AccessDay } from './access-day.entity';
import { AccessEvent } from './access-event.entity';
import { verifyChain } from './verify-chain';

describeOnBothDatabases('several processes', (kind) => {
  it('write one chain', async () => {
    const { database, location, drop } = await openTestDatabase(kind, patientsTables);
    const second = await openDatabase({ ...patientsTables, location });
    const logger = createLogger('test', 'silent');
    const chains = [database, second].map((one) =>
      createAccessChain({ database: one, keys: testKeys(), logger }),
    );
    await Promise.all(
      Array.from({ length: 60 }, (_, at) => {
        const append = () => chains[at % 2]?.append([anEvent(`p${at}`)]);
        return new Promise((done) => setTimeout(done, at % 7)).then(append);
      }),
    );
    expect(await verifyChain(database, testKeys())).toMatchObject({ whole: true, entries: 60 });
    await second.close();
    await drop();
  });

  it('tell how many events wait for a commit', async () => {
    const { database, drop } = await openTestDatabase(kind, patientsTables);
    const logger = createLogger('test', 'silent');
    const chain = createAccessChain({ database, keys: testKeys(), logger });
    const appended = [chain.append([anEvent('a'), anEvent('b')]), chain.append([anEvent('c')])];
    expect(chain.waiting()).toBe(3);
    await Promise.all(appended);
    expect(chain.waiting()).toBe(0);
    await drop();
  });

  it('write one chain across midnights, with one head for each day, and lose nothing', async () => {
    const { database, location, drop } = await openTestDatabase(kind, patientsTables);
    const others = await Promise.all(
      [1, 2].map(() => openDatabase({ ...patientsTables, location })),
    );
    const logger = createLogger('test', 'silent');
    const all = [database, ...others];
    const chains = all.map((one) => createAccessChain({ database: one, keys: testKeys(), logger }));
    // Each process lives through the same four minutes around each of three midnights.
    const midnights = ['2026-03-05', '2026-03-06', '2026-03-07'].map((day) =>
      Date.parse(`${day}T00:00:00+08:00`),
    );
    const live = async (chain: AccessChain | undefined, process: number) => {
      for (const midnight of midnights)
        await Promise.all(
          Array.from({ length: 40 }, async (_, step) => {
            await new Promise((done) => setTimeout(done, step * 2));
            const at = new Date(midnight + (step - 20) * 6000);
            const event = anEvent(`${process}-${at.toISOString()}`, at);
            if (step % 4 > 0) return chain?.append([event]);
            return all[process]?.transaction(
              (manager) => chain?.appendWithin(manager, [event]) ?? Promise.resolve(),
            );
          }),
        );
    };
    await Promise.all(chains.map(live));
    const heads = await database.read.find(AccessDay, { order: { day: 'ASC' } });
    expect(heads.map(({ day }) => day)).toEqual(['2026-03-04', '2026-03-05', '2026-03-06']);
    const events = await database.read.find(AccessEvent);
    expect(new Set(events.map(({ patientId }) => patientId)).size).toBe(360);
    expect(await verifyChain(database, testKeys())).toMatchObject({
      ...{ whole: true, entries: 360, days: 3 },
    });
    for (const one of others) await one.close();
    await drop();
  });
});

describe('a commit of the access chain', () => {
  it('takes in what is pending: a hundred decisions in a few transactions', async () => {
    const harness = await startPatients('sqlite');
    harness.statements.length = 0;
    const { chain } = harness.process;
    await Promise.all(Array.from({ length: 100 }, (_, at) => chain.append([anEvent(`p${at}`)])));
    expect(harness.statements.filter((one) => one.startsWith('COMMIT')).length).toBeLessThan(4);
    await harness.stop();
  });

  it('refuses, and the next one goes on, where the log cannot be written', async () => {
    const harness = await startPatients('sqlite');
    const { chain } = harness.process;
    const rename = (from: string, to: string) =>
      harness.database.transaction((manager) =>
        manager.query(`ALTER TABLE ${from} RENAME TO ${to}`),
      );
    await rename('access_event', 'gone');
    await expect(chain.append([anEvent('a')])).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    await rename('gone', 'access_event');
    await chain.append([anEvent('b')]);
    expect(await harness.verify()).toMatchObject({ whole: true, entries: 1 });
    await harness.stop();
  });
});
