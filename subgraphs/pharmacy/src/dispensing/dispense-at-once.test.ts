import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import type { SheetOutcome } from '../testing/dispensary';
import {
  elsewhere,
  type Handouts,
  openHandouts,
  own,
  pharmacist,
  prescribed,
  units,
} from '../testing/handouts';
import { insist } from '../testing/stock-room';

describeOnBothDatabases('handing out at once', (kind) => {
  let at: Handouts;
  let keys = 0;
  beforeAll(async () => {
    at = await openHandouts(kind);
  });
  afterAll(() => at?.desk.stop());
  beforeEach(() => at.fill());

  /** One key a visit, however often it is asked: what was stored before an answer was lost is stored once. */
  const once = (viewer: typeof pharmacist, id: string, quantity: number) => {
    keys += 1;
    const key = `at-once-${keys}`;
    return insist(() => at.desk.dispense(viewer, id, [units(quantity)], key));
  };
  const done = (outcomes: readonly SheetOutcome[]) => outcomes.filter(({ sheet }) => sheet).length;
  /** What left the shelves by their logs, and by the lines of the visits. */
  const left = async () => {
    const sum = async (sql: string) => {
      const [row]: { units: number | string | null }[] =
        await at.desk.harness.database.read.query(sql);
      return Number(row?.units ?? 0);
    };
    const moved = await sum(
      "SELECT SUM(-`change`) AS `units` FROM `stock_movement` WHERE `kind` = 'DISPENSED'",
    );
    const handed = await sum('SELECT SUM(`quantity`) AS `units` FROM `dispensing_line`');
    return { moved, handed };
  };
  beforeEach(() =>
    at.desk.harness.database.transaction(async (manager) => {
      for (const table of ['dispensing', 'dispensing_line', 'stock_movement'])
        await manager.query(`DELETE FROM \`${table}\``);
    }),
  );
  const codes = (outcomes: readonly SheetOutcome[]) =>
    new Set(outcomes.filter(({ sheet }) => !sheet).map(({ code }) => code));

  it('fills one sheet as far as it goes, by two hundred at two members', async () => {
    await at.stock('township-dongpu', own, { one: ['2027-06-30', 500], two: ['2027-07-31', 500] });
    await at.stock('people-hospital', own, { there: ['2027-06-30', 500] });
    const id = await at.approved({ items: [prescribed(own, 30)] });
    const outcomes = await Promise.all(
      Array.from({ length: 200 }, (_, index) =>
        once(index % 2 ? pharmacist : elsewhere, id, 1 + (index % 3)),
      ),
    );
    expect(codes(outcomes)).toEqual(new Set(['CONFLICT']));
    expect(await at.dispensed(id)).toEqual([30]);
    const shelves = { ...(await at.lies('township-dongpu', own)) };
    const away = await at.lies('people-hospital', own);
    const there = Object.values({ ...shelves, ...away }).reduce((sum, one) => sum + one, 0);
    expect(there).toBe(1500 - 30);
    expect(await left()).toEqual({ moved: 30, handed: 30 });
    const { sheet } = await at.desk.run(
      ...([
        pharmacist,
        `{ sheet: prescription(id: "${id}") { status events { status } } }`,
      ] as const),
      ...([{}, {}] as const),
    );
    expect(sheet?.status).toBe('DISPENSED');
    expect(sheet?.events).toHaveLength(2 + done(outcomes));
  });

  it('empties one batch and no more, by two hundred for forty sheets', async () => {
    await at.stock('township-dongpu', own, { only: ['2027-06-30', 60] });
    const sheets: string[] = [];
    for (let count = 0; count < 40; count += 1) sheets.push(await at.approved());
    const outcomes = await Promise.all(
      Array.from({ length: 200 }, (_, index) => once(pharmacist, sheets[index % 40] ?? '', 2)),
    );
    expect(done(outcomes)).toBe(30);
    expect(codes(outcomes)).toEqual(new Set(['CONFLICT']));
    expect(await at.lies('township-dongpu', own)).toEqual({ only: 0 });
    const filled = await Promise.all(sheets.map((id) => at.dispensed(id)));
    expect(filled.flat().reduce<number>((sum, one) => sum + (one ?? 0), 0)).toBe(60);
    expect(await left()).toEqual({ moved: 60, handed: 60 });
  });

  it('is one visit for two hundred that say the same key', async () => {
    const id = await at.approved();
    const outcomes = await Promise.all(
      Array.from({ length: 200 }, () =>
        insist(() => at.desk.dispense(pharmacist, id, [units(3)], `same-${kind}`)),
      ),
    );
    expect(done(outcomes)).toBe(200);
    expect(await at.dispensed(id)).toEqual([3]);
    expect(await at.lies('township-dongpu', own)).toEqual({ early: 2, late: 8 });
    expect(await left()).toEqual({ moved: 3, handed: 3 });
  });
});
