import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { aCounter, Counter, counterTables } from '../testing/counter';
import { outsideTransactions } from '../testing/guard-reads';
import {
  describeOnBothDatabases,
  openTestDatabase,
  schemaDrift,
  type TestDatabase,
} from '../testing/test-databases';
import { openDatabase } from './open-database';
import { placeholders, selectRows } from './select-rows';

/** Resolves once it is so; a test's own time limit ends a wait for nothing. */
async function until(isSo: () => boolean) {
  while (!isSo()) await pause(5);
}

describeOnBothDatabases('a database', (kind) => {
  let test: TestDatabase;
  beforeEach(async () => {
    test = await openTestDatabase(kind, counterTables);
    await test.database.transaction((manager) => manager.insert(Counter, aCounter()));
  });
  afterEach(() => test.drop());

  const value = async () =>
    (await selectRows(test.database.read, Counter, 'WHERE `id` = ?', ['c1']))[0]?.value;

  it('has the tables its entities describe', async () => {
    expect(await schemaDrift(test.database)).toEqual([]);
  });

  it('gives every column back as it was stored', async () => {
    const row = aCounter({
      id: 'c2',
      open: false,
      notes: ['张三', '𠮷'],
      until: new Date('2027-01-01T00:00:00.001Z'),
    });
    await test.database.transaction((manager) => manager.insert(Counter, row));
    expect(await selectRows(test.database.read, Counter, 'WHERE `id` = ?', ['c2'])).toEqual([row]);
  });

  it('compares times and booleans given as parameters', async () => {
    const at = aCounter().at;
    const found = await selectRows(test.database.read, Counter, 'WHERE `at` = ? AND `open` = ?', [
      at,
      true,
    ]);
    expect(found).toHaveLength(1);
  });

  it('tells how many are at work and how many wait', async () => {
    const { database } = test;
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const most = kind === 'mysql' ? 8 : 1;
    const all = Array.from({ length: most + 3 }, () => database.transaction(() => held));
    await until(
      () => database.connections().inUse === most && database.connections().waiting === 3,
    );
    release();
    await Promise.all(all);
    await until(() => database.connections().inUse === 0);
    expect(database.connections()).toEqual({ inUse: 0, idle: most, waiting: 0 });
  });

  it('loses no step of many transactions at once', async () => {
    const step = () =>
      test.database.transaction(async (manager) => {
        const lock = kind === 'mysql' ? ' FOR UPDATE' : '';
        const [row] = await selectRows(manager, Counter, `WHERE \`id\` = ?${lock}`, ['c1']);
        await manager.update(Counter, 'c1', { value: (row?.value ?? 0) + 1 });
      });
    await Promise.all(Array.from({ length: 60 }, step));
    expect(await value()).toBe(60);
  });

  it('undoes a failed transaction and nothing of one beside it', async () => {
    const failing = test.database.transaction(async (manager) => {
      await manager.increment(Counter, { id: 'c1' }, 'value', 100);
      await manager.query('SELECT 1');
      throw new Error('no');
    });
    const working = test.database.transaction(async (manager) => {
      await manager.insert(Counter, aCounter({ id: 'c3' }));
    });
    await expect(failing).rejects.toThrow('no');
    await working;
    expect(await value()).toBe(0);
    expect(
      await selectRows(test.database.read, Counter, `WHERE \`id\` IN (${placeholders(['c3'])})`, [
        'c3',
      ]),
    ).toHaveLength(1);
  });

  it('shows readers committed rows only', async () => {
    const seen: (number | undefined)[] = [];
    await test.database.transaction(async (manager) => {
      await manager.update(Counter, 'c1', { value: 7 });
      seen.push(await outsideTransactions(value));
    });
    seen.push(await value());
    expect(seen).toEqual([0, 7]);
  });

  it('is asked within a transaction by its manager alone, in every test', async () => {
    const { database } = test;
    const past = /past the manager/;
    const within = (ask: () => Promise<unknown>) => expect(database.transaction(ask)).rejects;
    await within(value).toThrow(past);
    await within(() => selectRows(database.read, Counter, '', [])).toThrow(past);
    await within(() => database.read.findOneBy(Counter, { id: 'c1' })).toThrow(past);
    await within(() => database.transaction(async () => undefined)).toThrow(past);
  });

  it('compares ids byte for byte', async () => {
    expect(await selectRows(test.database.read, Counter, 'WHERE `id` = ?', ['C1'])).toEqual([]);
  });

  it('is opened by several processes at once, and made once', async () => {
    const options = { ...counterTables, location: test.location };
    const opened = await Promise.all([1, 2, 3].map(() => openDatabase(options)));
    await Promise.all(
      opened.map((other, at) =>
        other.transaction((manager) => manager.insert(Counter, aCounter({ id: `from-${at}` }))),
      ),
    );
    expect(await selectRows(test.database.read, Counter, '')).toHaveLength(4);
    await Promise.all(opened.map((other) => other.close()));
  });
});
