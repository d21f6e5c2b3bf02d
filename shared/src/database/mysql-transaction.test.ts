import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { QueryFailedError } from 'typeorm';
import { aCounter, Counter, counterTables } from '../testing/counter';
import { describeOnMysql, openTestDatabase, type TestDatabase } from '../testing/test-databases';
import { DatabaseUnavailable } from './database-errors';
import { openDatabase } from './open-database';
import { selectRows } from './select-rows';

const serverRules = { firstPauseMilliseconds: 1, attempts: 3 };

describeOnMysql('a transaction the server rolls back', () => {
  let test: TestDatabase;
  beforeEach(async () => {
    test = await openTestDatabase('mysql', { ...counterTables, serverRules });
    await test.database.transaction((manager) => manager.insert(Counter, aCounter()));
  });
  afterEach(() => test.drop());

  const value = async () => (await selectRows(test.database.read, Counter, ''))[0]?.value;
  /** Counts up, then fails as the server does with this number, so many times. */
  const failing = async (errno: number, failures: number) => {
    let runs = 0;
    await test.database.transaction(async (manager) => {
      runs += 1;
      await manager.increment(Counter, { id: 'c1' }, 'value', 1);
      if (runs <= failures)
        await manager.query(`SIGNAL SQLSTATE 'HY000' SET MYSQL_ERRNO = ${errno}`);
    });
  };

  it.each([1205, 1213, 1047, 3101, 9007])(
    'is repeated as a whole after error %i',
    async (errno) => {
      await failing(errno, 2);
      expect(await value()).toBe(1);
    },
  );

  it('is refused after the last attempt, with nothing stored', async () => {
    const error = await failing(1213, 3).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(DatabaseUnavailable);
    expect(error).toMatchObject({ code: 'UNAVAILABLE', cause: { errno: 1213 } });
    expect(await value()).toBe(0);
  });

  it('is not repeated after any other error', async () => {
    await expect(failing(1048, 1)).rejects.toMatchObject({ errno: 1048 });
    expect(await value()).toBe(0);
  });

  it('is repeated where it is told after the last statement, at COMMIT', async () => {
    let runs = 0;
    await test.database.transaction(async (manager) => {
      runs += 1;
      await manager.increment(Counter, { id: 'c1' }, 'value', 1);
      const runner = manager.queryRunner;
      if (runs > 1 || !runner) return;
      // What Galera says where another node committed a change of the same row first.
      runner.commitTransaction = async () => {
        throw new QueryFailedError('COMMIT', [], Object.assign(new Error('1213'), { errno: 1213 }));
      };
    });
    expect(runs).toBe(2);
    expect(await value()).toBe(1);
  });

  it('leaves reads of a connection that broke refused, and not answered', async () => {
    const { read } = test.database;
    const slow = read.query('SELECT SLEEP(20) AS broken').catch((thrown: unknown) => thrown);
    const find = `SELECT id FROM information_schema.processlist WHERE info LIKE 'SELECT SLEEP(20) AS broken%' AND db = DATABASE()`;
    let found: { id: number }[] = [];
    while (found.length === 0) found = await read.query(find);
    await read.query(`KILL ${found[0]?.id}`);
    expect(await slow).toBeInstanceOf(DatabaseUnavailable);
    const alone = read.query("SIGNAL SQLSTATE '08S01' SET MYSQL_ERRNO = 1047");
    await expect(alone).rejects.toBeInstanceOf(DatabaseUnavailable);
  });

  it('waits for a connection no longer than it is set to', async () => {
    const rules = { connections: 1, waitMilliseconds: 100 };
    const options = { ...counterTables, location: test.location };
    const one = await openDatabase({ ...options, serverRules: rules });
    const refusals = await one.transaction(async () => {
      const reads = [1, 2].map(() => one.read.query('SELECT 1'));
      return Promise.all(reads.map((read) => read.catch((thrown: unknown) => thrown)));
    });
    for (const refusal of refusals) expect(refusal).toBeInstanceOf(DatabaseUnavailable);
    expect(await one.read.query('SELECT 1 AS answer')).toEqual([{ answer: 1 }]);
    await one.close();
  });

  it('lets only so many wait', async () => {
    const rules = { connections: 1, mostWaiting: 1, waitMilliseconds: 60_000 };
    const options = { ...counterTables, location: test.location };
    const one = await openDatabase({ ...options, serverRules: rules });
    const waiting = await one.transaction(async () => {
      const first = one.read.query('SELECT 1 AS answer');
      await expect(one.read.query('SELECT 1')).rejects.toBeInstanceOf(DatabaseUnavailable);
      return { first };
    });
    expect(await waiting.first).toEqual([{ answer: 1 }]);
    await one.close();
  });
});
