import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { QueryFailedError } from 'typeorm';
import { aCounter, Counter, counterTables } from '../testing/counter';
import { recordStatements } from '../testing/record-statements';
import {
  describeOnBothDatabases,
  openTestDatabase,
  type TestDatabase,
} from '../testing/test-databases';
import { directReadsOf } from './direct-reads';
import { queryRows, selectRows } from './select-rows';

describeOnBothDatabases('a read of committed rows', (kind) => {
  const statements: string[] = [];
  let test: TestDatabase;
  const stored = aCounter({
    notes: ['a'],
    open: false,
    until: new Date('2027-01-01T00:00:00.001Z'),
  });

  beforeAll(async () => {
    const options = { ...counterTables, statements: recordStatements(statements) };
    test = await openTestDatabase(kind, options);
    await test.database.transaction((manager) => manager.insert(Counter, stored));
  });
  beforeEach(() => {
    statements.length = 0;
  });
  afterAll(() => test.drop());

  it('goes past the query runner where the database is embedded', () => {
    expect(directReadsOf(test.database.read) !== undefined).toBe(kind === 'sqlite');
  });

  it('gives the very entity that the transaction gives', async () => {
    const [read] = await selectRows(test.database.read, Counter, 'WHERE `id` = ?', ['c1']);
    const [inside] = await test.database.transaction((manager) =>
      selectRows(manager, Counter, 'WHERE `id` = ?', ['c1']),
    );
    expect([read, inside]).toEqual([stored, stored]);
    expect(read).toBeInstanceOf(Counter);
  });

  it('puts columns where they belong, in whatever order a statement yields them', async () => {
    const sql =
      'SELECT `notes`, `open`, 1 AS `more`, `until`, `at`, `value`, `owner`, `id` FROM `counter`';
    expect(await queryRows(test.database.read, Counter, sql)).toEqual([stored]);
  });

  it('gives plain rows by name to hand-written statements', async () => {
    const sql = 'SELECT `id`, `value` AS `n`, NULL AS `none` FROM `counter` WHERE `open` = ?';
    expect(await test.database.read.query(sql, [false])).toEqual([{ id: 'c1', n: 0, none: null }]);
  });

  it('is seen by whoever counts statements', async () => {
    await test.database.read.query('SELECT 1 AS `one`');
    expect(statements).toEqual(['SELECT 1 AS `one`']);
  });

  it('fails as every other statement does', async () => {
    await expect(test.database.read.query('SELECT * FROM `nothing`')).rejects.toThrow(
      QueryFailedError,
    );
  });
});
