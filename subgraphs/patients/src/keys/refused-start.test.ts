import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { describeOnBothDatabases, testLocation } from '@lianyi/shared/testing/test-databases';
import { testOptions } from '@lianyi/shared/testing/test-subgraph';
import { createSubgraph } from '../index';
import { ringOf } from '../testing/key-rings';
import { type PatientsHarness, startPatients } from '../testing/patients.harness';

describeOnBothDatabases('a start that the field key refuses', (kind) => {
  const { location, remove } = testLocation(kind);
  let watcher: PatientsHarness;
  beforeEach(async () => {
    watcher = await startPatients(kind);
  });
  afterEach(async () => {
    await watcher?.stop();
    await remove(['patients']);
  });

  /** SQLite keeps its journal, MySQL its connections, as long as a database is open. */
  const isOpen = async () => {
    if (kind === 'sqlite') return existsSync(join(location.dataDir, 'patients.db-wal'));
    const [row] = await watcher.database.read.query(
      'SELECT COUNT(*) AS `count` FROM information_schema.processlist WHERE `db` = ?',
      [`${location.prefix}patients`],
    );
    return Number(row.count) > 0;
  };

  /** The server takes a moment to forget a connection. */
  const closes = async () => {
    for (let waited = 0; waited < 100 && (await isOpen()); waited += 1) await sleep(50);
    expect(await isOpen()).toBe(false);
  };

  it('leaves no database open', async () => {
    const first = await createSubgraph(testOptions(location, { keys: ringOf('a') }));
    expect(await isOpen()).toBe(true);
    await first.stop();
    await closes();
    const start = createSubgraph(testOptions(location, { keys: ringOf('b') }));
    await expect(start).rejects.toThrow('is not the key');
    await closes();
  });
});
