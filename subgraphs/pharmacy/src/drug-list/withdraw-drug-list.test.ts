import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { insertRows } from '@lianyi/shared/database/insert-rows';
import { OutboxEvent } from '@lianyi/shared/events/event.entity';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { Drug } from '../drug/drug.entity';
import { DrugVersion } from '../drug/drug-version.entity';
import { admin, aList, type CatalogueDesk, openCatalogueDesk } from '../testing/catalogue-desk';
import { aDrug, drugCode } from '../testing/pharmacy.factory';
import { DrugCatalogue, DrugList } from './drug-list.entity';
import { DrugListLine } from './drug-list-line.entity';

/** One that stays, one that changes, one that ends, one that left and comes again. */
const rows = [
  aDrug(),
  aDrug({ code: drugCode(2) }),
  aDrug({ code: drugCode(3) }),
  aDrug({ code: drugCode(4), effectiveFrom: '2026-01-01', effectiveUntil: '2026-03-31' }),
];
const tables = [
  ...['drug', 'drug_version', 'drug_list', 'drug_list_line', 'drug_catalogue', 'outbox_event'],
];
const whole = aList(
  {},
  { code: drugCode(2), price: '12' },
  { code: drugCode(4), price: '4' },
  { code: drugCode(5), price: '5' },
);

describeOnBothDatabases('a list that is withdrawn', (kind) => {
  let desk: CatalogueDesk;
  beforeAll(async () => {
    desk = await openCatalogueDesk(kind, []);
  });
  beforeEach(async () => {
    desk.clock.now = new Date('2026-06-01T01:00:00Z');
    await desk.harness.database.transaction(async (manager) => {
      for (const table of tables) await manager.query(`DELETE FROM \`${table}\` WHERE 1 = 1`);
      await insertRows(manager, Drug, rows);
    });
  });
  afterAll(() => desk?.stop());

  const catalogueOn = async (day: string) => {
    desk.clock.now = new Date(`${day}T09:00:00+08:00`);
    const { data } = await desk.harness.run(admin, '{ drugs { nodes { code price } } }');
    const { nodes } = (data as unknown as { drugs: { nodes: { code: string; price: number }[] } })
      .drugs;
    return nodes.map(({ code, price }) => `${code.slice(-1)}:${price}`).join(' ');
  };
  const drugs = async () => {
    const { read } = desk.harness.database;
    const byCode = { order: { code: 'ASC' } } as const;
    return { drugs: await read.find(Drug, byCode), versions: await read.find(DrugVersion, byCode) };
  };
  const enacted = async (text: string, overrides: object = {}) => {
    const id = (await desk.draft(text, overrides)).list?.id;
    expect((await desk.enact(id)).list).toMatchObject({ status: 'ENACTED' });
    return id ?? '';
  };

  it('leaves the catalogue as it was without it', async () => {
    const before = await drugs();
    const id = await enacted(whole, { whole: true });
    const { list } = await desk.withdraw(id, ' 报价有误 ');
    expect(list).toMatchObject({
      ...{ status: 'WITHDRAWN', added: 2, changed: 1, ended: 1 },
      ...{ withdrawnAt: '2026-06-01T09:00:00+08:00', withdrawnBy: admin.name },
      withdrawnFor: '报价有误',
    });
    const after = await drugs();
    expect(after.versions).toEqual(before.versions);
    expect(after.drugs.slice(0, 4)).toEqual(before.drugs);
    // Somebody may have taken it on his shelf already: it is known, and counts on no day.
    expect(after.drugs.slice(4)).toMatchObject([
      { code: drugCode(5), effectiveFrom: '2026-07-01', effectiveUntil: '2026-06-30' },
    ]);
    expect(await catalogueOn('2026-06-30')).toBe('1:9.8 2:9.8 3:9.8');
    expect(await catalogueOn('2026-07-01')).toBe('1:9.8 2:9.8 3:9.8');
  });

  it('is kept, with its lines, and tells that the catalogue is another edition', async () => {
    const id = await enacted(whole, { whole: true });
    const { read } = desk.harness.database;
    const lines = await read.find(DrugListLine);
    await desk.withdraw(id);
    expect(await read.find(DrugListLine)).toEqual(lines);
    expect(await read.findBy(DrugList, { id })).toMatchObject([{ status: 'WITHDRAWN' }]);
    expect(await read.find(DrugCatalogue)).toEqual([{ id: 1, edition: 2, effectiveFrom: '' }]);
    const events = await read.find(OutboxEvent, { order: { sequence: 'ASC' } });
    const told = { institutionId: 'county-hospital', listId: id, effectiveFrom: '2026-07-01' };
    expect(events.map(({ payload }) => payload)).toEqual([
      { ...told, edition: 1 },
      { ...told, edition: 2 },
    ]);
  });

  it('makes room for another one, also for an earlier day', async () => {
    const stale = (await desk.draft(whole)).list?.id;
    await desk.withdraw(await enacted(whole, { whole: true }));
    expect(await desk.enact(stale)).toMatchObject({ list: null, code: 'CONFLICT' });
    const again = aList({ code: drugCode(5), price: '6' }, { code: drugCode(2), price: '7' });
    await enacted(again, { effectiveFrom: '2026-06-20' });
    expect(await catalogueOn('2026-06-19')).toBe('1:9.8 2:9.8 3:9.8');
    expect(await catalogueOn('2026-07-02')).toBe('1:9.8 2:7 3:9.8 5:6');
    const query = `{ drug(code: "${drugCode(5)}") { price effectiveFrom } }`;
    expect((await desk.harness.run(admin, query)).data).toEqual({
      drug: { price: 6, effectiveFrom: '2026-06-20' },
    });
  });

  it('is the last first: each gives back what the one before made of the catalogue', async () => {
    const first = await enacted(aList({ price: '10' }));
    const second = await enacted(aList({ price: '11' }), { effectiveFrom: '2026-07-02' });
    const refused = await desk.withdraw(first);
    expect(refused).toMatchObject({ list: null, code: 'CONFLICT' });
    expect(refused.message).toContain(second);
    expect((await desk.withdraw(second)).list).toMatchObject({ status: 'WITHDRAWN' });
    expect(await catalogueOn('2026-06-02')).toBe('1:9.8 2:9.8 3:9.8');
    expect((await desk.withdraw(first)).list).toMatchObject({ status: 'WITHDRAWN' });
    expect(await catalogueOn('2026-07-03')).toBe('1:9.8 2:9.8 3:9.8');
  });

  it.each([
    ['on the eve', '2026-06-30T23:59:59.999', true],
    ['on its day', '2026-07-01T00:00:00.000', false],
  ])('is so until its day begins: %s', async (_when, time, may) => {
    const id = await enacted(whole, { whole: true });
    const before = await drugs();
    desk.clock.now = new Date(`${time}+08:00`);
    const { code, list } = await desk.withdraw(id);
    expect(list !== null).toBe(may);
    if (may) return;
    expect(code).toBe('CONFLICT');
    expect(await drugs()).toEqual(before);
    expect(await desk.harness.database.read.findBy(DrugList, { id })).toMatchObject([
      { status: 'ENACTED', withdrawnAt: null },
    ]);
  });

  it('is so once, by however many and whenever it is said again', async () => {
    const id = await enacted(whole, { whole: true });
    const answers = await Promise.all(
      ['甲', '乙', '丙', '丁'].map((reason) => desk.withdraw(id, reason)),
    );
    const done = answers.filter(({ list }) => list !== null);
    expect(done).toHaveLength(1);
    expect(answers.filter(({ code }) => code === 'CONFLICT')).toHaveLength(3);
    const reason = String(done[0]?.list?.withdrawnFor);
    expect((await desk.withdraw(id, reason)).list).toEqual(done[0]?.list);
    expect(await desk.enact(id)).toMatchObject({ list: null, code: 'CONFLICT' });
    expect(await desk.harness.database.read.count(OutboxEvent)).toBe(2);
  });

  it('or is built upon: of both at once one is done', async () => {
    const first = await enacted(aList({ price: '10' }));
    const text = aList({ price: '11' });
    const next = (await desk.draft(text, { effectiveFrom: '2026-07-02' })).list?.id;
    const [withdrawn, built] = await Promise.all([desk.withdraw(first), desk.enact(next)]);
    expect([withdrawn.list, built.list].filter(Boolean)).toHaveLength(1);
    expect([withdrawn.code, built.code].filter(Boolean)).toEqual(['CONFLICT']);
    const expected = built.list ? '1:11 2:9.8 3:9.8' : '1:9.8 2:9.8 3:9.8';
    expect(await catalogueOn('2026-07-03')).toBe(expected);
  });

  it('is an administrator’s of the leading institution, with a reason, of one that waits', async () => {
    const draft = (await desk.draft(whole)).list?.id;
    expect(await desk.withdraw(draft)).toMatchObject({ list: null, code: 'CONFLICT' });
    expect(await desk.withdraw('none')).toMatchObject({ list: null, code: 'NOT_FOUND' });
    const id = await enacted(whole, { whole: true });
    const before = await drugs();
    for (const viewer of [aViewer('ADMIN', 'township-dongpu'), aViewer('PHARMACIST')])
      expect(await desk.withdraw(id, '误', viewer)).toMatchObject({
        list: null,
        code: 'FORBIDDEN',
      });
    for (const reason of [' ', 'x'.repeat(501)])
      expect(await desk.withdraw(id, reason)).toMatchObject({ list: null, code: 'INVALID_INPUT' });
    expect(await drugs()).toEqual(before);
  });
});
