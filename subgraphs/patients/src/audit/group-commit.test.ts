import { describe, expect, it } from '@jest/globals';
import { openDatabase } from '@lianyi/shared/database/open-database';
import { createLogger } from '@lianyi/shared/logging/logger';
import { describeOnBothDatabases, openTestDatabase } from '@lianyi/shared/testing/test-databases';
import { testKeys } from '@lianyi/shared/testing/test-subgraph';
import { patientsTables } from '../data-source';
import { anEvent } from '../testing/patients.factory';
import { startPatients } from '../testing/patients.harness';
import { createAccessChain } from './access-chain';
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
