import { afterAll, beforeAll, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { aCounter, Counter, counterTables } from '../testing/counter';
import {
  describeOnBothDatabases,
  openTestDatabase,
  type TestDatabase,
} from '../testing/test-databases';
import { type CursorValue, type PageSource, selectPages } from './select-pages';

const owners = ['o1', 'o2', 'o3'];
const newestFirst: PageSource<Counter> = {
  parent: 'owner',
  order: [
    { column: 'at', direction: 'DESC' },
    { column: 'id', direction: 'ASC' },
  ],
};

describeOnBothDatabases('pages for many parents', (kind) => {
  let test: TestDatabase;
  const rows = owners.flatMap((owner, which) =>
    Array.from({ length: 7 + which * 5 }, (_, at) =>
      // Every third row shares its time with others, so that the id must decide.
      aCounter({
        id: `${owner}-${at}`,
        owner,
        at: new Date(Date.UTC(2026, 0, 1 + Math.floor(at / 3))),
      }),
    ),
  );
  beforeAll(async () => {
    test = await openTestDatabase(kind, counterTables);
    await test.database.transaction((manager) => manager.insert(Counter, rows));
  });
  afterAll(() => test.drop());

  const inOrder = (owner: string) =>
    rows
      .filter((row) => row.owner === owner)
      .sort((a, b) => b.at.getTime() - a.at.getTime() || (a.id < b.id ? -1 : 1))
      .map((row) => row.id);

  it('walk each parent’s rows in order, whatever the size, without a gap or a double', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 9 }),
        fc.constantFrom(...owners),
        async (first, owner) => {
          const walked: string[] = [];
          const pageAfter = async (after: readonly CursorValue[] | null): Promise<Counter[]> => {
            const request = { first, after };
            const pages = await selectPages(
              test.database.read,
              Counter,
              newestFirst,
              [owner],
              request,
            );
            return pages.get(owner) ?? [];
          };
          let page = await pageAfter(null);
          for (;;) {
            walked.push(...page.slice(0, first).map((row) => row.id));
            const last = page.slice(0, first).at(-1);
            if (!last || page.length <= first) break;
            page = await pageAfter([last.at, last.id]);
          }
          expect(walked).toEqual(inOrder(owner));
        },
      ),
      { numRuns: 30 },
    );
  });

  it('are the same asked together and one by one', async () => {
    const request = { first: 4, after: null };
    const together = await selectPages(test.database.read, Counter, newestFirst, owners, request);
    for (const owner of owners) {
      const alone = await selectPages(test.database.read, Counter, newestFirst, [owner], request);
      expect(together.get(owner)).toEqual(alone.get(owner));
      expect(together.get(owner)?.map((row) => row.id)).toEqual(inOrder(owner).slice(0, 5));
    }
  });

  it('hold to further conditions', async () => {
    const source = { ...newestFirst, where: '`id` <> ?', parameters: ['o1-0'] };
    const pages = await selectPages(test.database.read, Counter, source, owners, {
      first: 50,
      after: null,
    });
    expect(pages.get('o1')).toHaveLength(6);
    expect(pages.get('o2')).toHaveLength(12);
  });

  it('walk the rows of all records of one parent as one list', async () => {
    const source = { ...newestFirst, recordsOf: () => ['o1', 'o2'] };
    const all = rows
      .filter((row) => row.owner !== 'o3')
      .sort((a, b) => b.at.getTime() - a.at.getTime() || (a.id < b.id ? -1 : 1))
      .map((row) => row.id);
    const walked: string[] = [];
    for (let after: readonly CursorValue[] | null = null; ; ) {
      const pages = await selectPages(test.database.read, Counter, source, ['o1'], {
        first: 4,
        after,
      });
      const page: Counter[] = (pages.get('o1') ?? []).slice(0, 4);
      walked.push(...page.map((row) => row.id));
      const last = page.at(-1);
      if (page.length < 4 || !last) break;
      after = [last.at, last.id];
    }
    expect(walked).toEqual(all);
  });
});
