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
  // More than once: SQLite rolls back by itself, and whoever thinks a transaction is open goes on in it.
  for (let time = 0; time < 3; time += 1)
    await expect(add(400)).rejects.toBeInstanceOf(DatabaseUnavailable);
  expect(await test.database.read.count(Counter)).toBe(400);
  await allowPages(2 ** 30);
  await add(400);
  expect(await test.database.read.count(Counter)).toBe(800);
});

/** What another process would find. */
const committed = () => test.database.read.find(Counter, { order: { id: 'ASC' } });

it('what was refused on a full disk is not stored in part, and what is accepted later is', async () => {
  await add(0);
  await allowPages(1);
  const large = Array.from({ length: 400 }, (_, at) => aCounter({ id: `large${at}` }));
  const parallel = test.database.transaction(async (manager) => {
    const some = [...large, aCounter({ id: 'small' })];
    const done = await Promise.allSettled(some.map((row) => manager.insert(Counter, row)));
    for (const one of done) if (one.status === 'rejected') throw one.reason;
  });
  await expect(parallel).rejects.toBeInstanceOf(DatabaseUnavailable);
  await allowPages(2 ** 30);
  // A refusal like any other: its transaction ends, too.
  const refused = test.database.transaction(() => Promise.reject(new Error('refused')));
  await expect(refused).rejects.toThrow('refused');
  await test.database.transaction((manager) => manager.insert(Counter, aCounter({ id: 'later' })));
  const ids = (await committed()).map(({ id }) => id);
  expect(ids.filter((id) => !id.startsWith('c'))).toEqual(['later']);
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
