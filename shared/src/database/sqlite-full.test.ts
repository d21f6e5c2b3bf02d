import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { QueryFailedError } from 'typeorm';
import { aCounter, Counter, counterTables } from '../testing/counter';
import { openTestDatabase, type TestDatabase } from '../testing/test-databases';
import { DatabaseUnavailable, UnknownOutcome } from './database-errors';

let test: TestDatabase;
beforeEach(async () => {
  test = await openTestDatabase('sqlite', counterTables);
});
afterEach(() => test.drop());

const add = (from: number) =>
  test.database.transaction(async (manager) => {
    for (let at = from; at < from + 400; at += 1)
      await manager.insert(Counter, aCounter({ id: `c${at}` }));
  });
/** SQLite answers a database that has reached it as it answers a full disk. */
const allowPages = (pages: number) =>
  test.database.transaction((manager) => manager.query(`PRAGMA max_page_count = ${pages}`));

it('an embedded database on a full disk refuses what it cannot store, reads, and goes on after it', async () => {
  await add(0);
  await allowPages(1);
  await expect(add(400)).rejects.toBeInstanceOf(DatabaseUnavailable);
  expect(await test.database.read.count(Counter)).toBe(400);
  await allowPages(2 ** 30);
  await add(400);
  expect(await test.database.read.count(Counter)).toBe(800);
});

it.each([
  ['SQLITE_FULL', DatabaseUnavailable],
  ['SQLITE_IOERR_FSYNC', UnknownOutcome],
  ['SQLITE_CONSTRAINT_UNIQUE', QueryFailedError],
])('an embedded database that says %s', async (code, refusal) => {
  const driverError = Object.assign(new Error('it says so'), { code });
  const work = () => Promise.reject(new QueryFailedError('INSERT', [], driverError));
  await expect(test.database.transaction(work)).rejects.toBeInstanceOf(refusal);
});
