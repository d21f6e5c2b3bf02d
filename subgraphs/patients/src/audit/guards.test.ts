import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { openDatabase } from '@lianyi/shared/database/open-database';
import { describeOnBothDatabases, testLocation } from '@lianyi/shared/testing/test-databases';
import { testKeys } from '@lianyi/shared/testing/test-subgraph';
import { createConnection } from 'mysql2/promise';
import { patientsTables } from '../data-source';
import { anEvent } from '../testing/patients.factory';
import { type PatientsHarness, startPatients } from '../testing/patients.harness';
import { ensureGuards, guardTriggers, missingGuards } from './guards';
import { openAccessLog } from './take-over';

describeOnBothDatabases('the log’s guards', (kind) => {
  let harness: PatientsHarness;
  const run = (sql: string) => harness.database.transaction((manager) => manager.query(sql));
  const missing = async () =>
    (await missingGuards(kind, harness.database.read)).map(({ name }) => name);

  beforeAll(async () => {
    harness = await startPatients(kind);
  });
  beforeEach(async () => {
    await harness.clear();
    await harness.process.chain.append([
      anEvent('a', new Date('2026-03-04T04:00Z')),
      anEvent('b', new Date('2026-03-05T04:00Z')),
    ]);
  });
  afterAll(() => harness?.stop());

  const archive = "INSERT INTO `access_archive` VALUES ('2026-03-04', 1, 1, 'x', 'x')";
  it.each([
    'UPDATE `access_event` SET `allowed` = 0',
    'UPDATE `access_event` SET `seq` = 9 WHERE `seq` = 1',
    'DELETE FROM `access_event`',
    'DELETE FROM `access_event` WHERE `seq` = 2',
    "UPDATE `access_day` SET `proof` = 'x'",
    'DELETE FROM `access_day`',
    'DELETE FROM `access_chain`',
    'UPDATE `access_chain` SET `seq` = 1',
    "REPLACE INTO `access_day` VALUES ('2026-03-04', 1, 1, 1, 'x', 'x')",
    'REPLACE INTO `access_event` SELECT * FROM `access_event` WHERE `seq` = 1',
  ])('refuse %s', async (sql) => {
    await expect(run(sql)).rejects.toThrow('what the access log holds stays');
    expect(await harness.verify()).toMatchObject({ whole: true, entries: 2, days: 1 });
  });

  it('let entries go that an archive covers, and no others', async () => {
    await run(archive);
    await expect(run('DELETE FROM `access_event`')).rejects.toThrow('stays');
    await run('DELETE FROM `access_event` WHERE `seq` = 1');
    expect((await harness.events()).map(({ seq }) => seq)).toEqual([2]);
  });

  it.each([
    "UPDATE `access_archive` SET `lastSeq` = 99, `day` = '2026-03-05'",
    'DELETE FROM `access_archive`',
    "REPLACE INTO `access_archive` VALUES ('2026-03-04', 1, 2, 'x', 'x')",
  ])('refuse %s', async (sql) => {
    await run(archive);
    await expect(run(sql)).rejects.toThrow('what the access log holds stays');
  });

  it('are put back by the next start, also where one was replaced by an empty one', async () => {
    const [first, second] = guardTriggers(kind);
    const empty = kind === 'sqlite' ? 'BEGIN SELECT 1; END' : 'FOR EACH ROW SET @nothing = 1';
    await run(`DROP TRIGGER \`${first?.name}\``);
    await run(`DROP TRIGGER \`${second?.name}\``);
    await run(`CREATE TRIGGER \`${second?.name}\` BEFORE DELETE ON \`access_event\` ${empty}`);
    expect(await missing()).toEqual([first?.name, second?.name]);
    await openAccessLog(harness.database, harness.process.chainKeys);
    expect(await missing()).toEqual([]);
  });

  it('are put in place by several that start together', async () => {
    for (const { name } of guardTriggers(kind)) await run(`DROP TRIGGER \`${name}\``);
    await Promise.all(Array.from({ length: 4 }, () => ensureGuards(harness.database)));
    expect(await missing()).toEqual([]);
  });
});

const serverUrl = process.env.TEST_MYSQL_URL;
if (serverUrl)
  describe('a server that lets nobody make triggers', () => {
    it('stops the start in one sentence that says what to grant', async () => {
      const { location, remove } = testLocation('mysql');
      const name = `${location.prefix}patients`;
      const user = `'${name.slice(-30)}'@'%'`;
      const root = await createConnection(serverUrl);
      await root.query(`CREATE DATABASE \`${name}\` CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`);
      await root.query(`CREATE USER ${user} IDENTIFIED BY 'x'`);
      const granted =
        'SELECT, INSERT, UPDATE, DELETE, CREATE, ALTER, DROP, INDEX, REFERENCES, LOCK TABLES';
      await root.query(`GRANT ${granted} ON \`${name}\`.* TO ${user}`);
      const url = new URL(serverUrl);
      [url.username, url.password] = [name.slice(-30), 'x'];
      const database = await openDatabase({
        ...{ ...patientsTables, location: { ...location, url: url.href } },
      });
      await expect(openAccessLog(database, testKeys())).rejects.toThrow(
        /^DATABASE_URL names a user who may not make the triggers .* grant it TRIGGER/,
      );
      await database.close();
      await root.query(`DROP USER ${user}`);
      await root.end();
      await remove(['patients']);
    });
  });
