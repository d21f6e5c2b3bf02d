import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { isUnavailable } from '../errors/is-unavailable';
import { type AtCommit, type CommitProxy, startCommitProxy } from '../testing/commit-proxy';
import { aCounter, Counter, counterTables } from '../testing/counter';
import { describeOnMysql, openTestDatabase, type TestDatabase } from '../testing/test-databases';
import type { Database } from './database';
import { UnknownOutcome } from './database-errors';
import { openDatabase } from './open-database';
import { selectRows } from './select-rows';

describeOnMysql('a connection that breaks at COMMIT', () => {
  let test: TestDatabase;
  let proxy: CommitProxy;
  let database: Database;
  let fate: () => AtCommit;
  beforeEach(async () => {
    fate = () => 'pass';
    test = await openTestDatabase('mysql', counterTables);
    await test.database.transaction((manager) => manager.insert(Counter, aCounter()));
    proxy = await startCommitProxy(test.location.url ?? '', () => fate());
    const location = { ...test.location, url: proxy.url };
    database = await openDatabase({ ...counterTables, location });
  });
  afterEach(async () => {
    await database.close().catch(() => undefined);
    await proxy.close();
    await test.drop();
  });

  const rows = () => selectRows(test.database.read, Counter, 'ORDER BY `id`');
  const cutOnce = (kind: AtCommit) => {
    let left = 1;
    fate = () => (left-- > 0 ? kind : 'pass');
  };
  /** Stores a row under the sender's id and counts it, in one transaction. */
  const post = (id: string) =>
    database.transaction(async (manager) => {
      await manager.insert(Counter, aCounter({ id }));
      await manager.increment(Counter, { id: 'c1' }, 'value', 1);
    });

  it.each(['cut before', 'cut after'] as const)(
    'is told and not repeated where it is %s',
    async (kind) => {
      cutOnce(kind);
      const error = await post('r1').catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(UnknownOutcome);
      expect(isUnavailable(error)).toBe(true);
      expect(String(error)).toContain('Send it again with the same id');
      expect((await rows()).map(({ id, value }) => [id, value])).toEqual(
        kind === 'cut after'
          ? [
              ['c1', 1],
              ['r1', 0],
            ]
          : [['c1', 0]],
      );
    },
  );

  it('loses nothing and doubles nothing where the sender repeats', async () => {
    let commits = 0;
    fate = () => (['pass', 'cut after', 'pass', 'cut before'] as const)[commits++ % 4] ?? 'pass';
    const send = async (id: string) => {
      for (let attempt = 0; attempt < 30; attempt += 1)
        try {
          return await post(id);
        } catch (error) {
          const known = error instanceof Error && 'code' in error && error.code === 'ER_DUP_ENTRY';
          if (known) return;
          if (!isUnavailable(error)) throw error;
        }
      throw new Error(`${id} was never taken`);
    };
    const ids = Array.from({ length: 40 }, (_, index) => `r${index}`);
    await Promise.all(ids.map(send));
    const stored = await rows();
    expect(stored.map(({ id }) => id)).toEqual(['c1', ...ids].sort());
    expect(stored[0]?.value).toBe(40);
    expect(commits).toBeGreaterThan(50);
  });

  it('is repeated where it breaks before', async () => {
    let runs = 0;
    await database.transaction(async (manager) => {
      runs += 1;
      await manager.increment(Counter, { id: 'c1' }, 'value', 1);
      const [{ id }]: [{ id: number }] = await manager.query('SELECT CONNECTION_ID() AS id');
      if (runs === 1) await test.database.read.query(`KILL ${id}`);
      await manager.query('SELECT 1');
    });
    expect(runs).toBe(2);
    expect((await rows())[0]?.value).toBe(1);
  });
});
