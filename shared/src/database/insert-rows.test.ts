import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { aCounter, Counter, counterTables } from '../testing/counter';
import {
  describeOnBothDatabases,
  openTestDatabase,
  type TestDatabase,
} from '../testing/test-databases';
import { insertRows } from './insert-rows';
import { selectRows } from './select-rows';

describeOnBothDatabases('insertRows', (kind) => {
  let test: TestDatabase;
  beforeEach(async () => {
    test = await openTestDatabase(kind, counterTables);
  });
  afterEach(() => test.drop());

  const stored = () => selectRows(test.database.read, Counter, 'ORDER BY `value`');

  it.each([0, 1, 7, 1000])('stores %i rows as they are', async (count) => {
    const rows = Array.from({ length: count }, (_, value) =>
      aCounter({ id: `c${value}`, value, open: value % 2 === 0, notes: [`第${value}`] }),
    );
    await test.database.transaction((manager) => insertRows(manager, Counter, rows));
    expect(await stored()).toEqual(rows);
  });

  it('refuses a row whose key is taken, and the transaction with it', async () => {
    const twice = [aCounter({ id: 'a' }), aCounter({ id: 'b', value: 1 }), aCounter({ id: 'a' })];
    await expect(
      test.database.transaction((manager) => insertRows(manager, Counter, twice)),
    ).rejects.toThrow();
    expect(await stored()).toEqual([]);
  });

  it('leaves the stored row where it is told to keep it', async () => {
    const first = aCounter({ id: 'a', value: 1 });
    const rows = [aCounter({ id: 'a', value: 2 }), aCounter({ id: 'b', value: 3 })];
    await test.database.transaction((manager) => insertRows(manager, Counter, [first]));
    await test.database.transaction((manager) =>
      insertRows(manager, Counter, rows, { keepOn: ['id'] }),
    );
    expect((await stored()).map(({ id, value }) => [id, value])).toEqual([
      ['a', 1],
      ['b', 3],
    ]);
  });
});
