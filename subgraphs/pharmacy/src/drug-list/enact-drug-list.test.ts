import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { OutboxEvent } from '@lianyi/shared/events/event.entity';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { Drug } from '../drug/drug.entity';
import { DrugVersion } from '../drug/drug-version.entity';
import { admin, aList, type CatalogueDesk, openCatalogueDesk } from '../testing/catalogue-desk';
import { aDrug, drugCode } from '../testing/pharmacy.factory';
import { DrugCatalogue } from './drug-list.entity';

describeOnBothDatabases('a list that is put into force', (kind) => {
  let desk: CatalogueDesk;
  beforeEach(async () => {
    desk = await openCatalogueDesk(kind, [aDrug(), aDrug({ code: drugCode(2) })]);
  });
  afterEach(() => desk?.stop());

  const nine = (day: string) => {
    desk.clock.now = new Date(`${day}T09:00:00+08:00`);
  };
  /** Codes and prices of the catalogue of the clock's day. */
  const catalogue = async () => {
    const { data } = await desk.harness.run(admin, '{ drugs { nodes { code price } } }');
    const { nodes } = (data as unknown as { drugs: { nodes: { code: string; price: number }[] } })
      .drugs;
    return nodes.map(({ code, price }) => `${code.slice(-1)}:${price}`).join(' ');
  };
  const stored = async () => {
    const { read } = desk.harness.database;
    const byCode = { order: { code: 'ASC' } } as const;
    return {
      drugs: await read.find(Drug, byCode),
      versions: await read.find(DrugVersion, { order: { code: 'ASC', untilEdition: 'ASC' } }),
      catalogue: await read.find(DrugCatalogue),
      events: (await read.find(OutboxEvent)).map(({ payload, type }) => ({ payload, type })),
    };
  };
  const drafted = async (text: string, overrides: object = {}) =>
    (await desk.draft(text, overrides)).list?.id;

  it('counts from its day, and every version before it stays', async () => {
    const id = await drafted(aList({ price: '12' }, { code: drugCode(3), price: '3' }), {
      whole: true,
    });
    expect(await catalogue()).toBe('1:9.8 2:9.8');
    const { list } = await desk.enact(id);
    expect(list).toMatchObject({ status: 'ENACTED', added: 1, changed: 1, ended: 1 });
    nine('2026-06-30');
    expect(await catalogue()).toBe('1:9.8 2:9.8');
    nine('2026-07-01');
    expect(await catalogue()).toBe('1:12 3:3');
    const { drugs, versions } = await stored();
    const from = { effectiveFrom: '2026-07-01', effectiveUntil: null };
    const until = { effectiveFrom: null, effectiveUntil: '2026-06-30' };
    expect(drugs).toMatchObject([
      { code: drugCode(1), price: 12, ...from },
      { code: drugCode(2), price: 9.8, ...until },
      { code: drugCode(3), price: 3, ...from },
    ]);
    expect(versions).toMatchObject([{ code: drugCode(1), price: 9.8, ...until, untilEdition: 1 }]);
  });

  it('takes in again what had left, and ends it again', async () => {
    await desk.enact(await drafted(aList({}), { whole: true, effectiveFrom: '2026-06-02' }));
    const back = aList({ code: drugCode(2), price: '2' });
    await desk.enact(await drafted(back, { effectiveFrom: '2026-06-05' }));
    await desk.enact(await drafted(aList({}), { whole: true, effectiveFrom: '2026-06-08' }));
    const seen: string[] = [];
    for (const day of ['01', '02', '04', '05', '07', '08']) {
      nine(`2026-06-${day}`);
      seen.push(await catalogue());
    }
    expect(seen).toEqual(['1:9.8 2:9.8', '1:9.8', '1:9.8', '1:9.8 2:2', '1:9.8 2:2', '1:9.8']);
  });

  it('tells of it once, however often and by however many it is enacted', async () => {
    const id = await drafted(aList({ price: '12' }));
    const answers = await Promise.all([1, 2, 3, 4].map(() => desk.enact(id)));
    answers.push(await desk.enact(id));
    for (const { list } of answers) expect(list).toEqual(answers[0]?.list);
    const { catalogue, events, versions } = await stored();
    expect(catalogue).toEqual([{ id: 1, edition: 1, effectiveFrom: '2026-07-01' }]);
    expect(versions).toHaveLength(1);
    const payload = { institutionId: 'county-hospital', listId: id, edition: 1 };
    expect(events).toEqual([
      {
        type: 'pharmacy.catalogue.changed',
        payload: { ...payload, effectiveFrom: '2026-07-01' },
      },
    ]);
  });

  it('is one of those that are enacted at once: the others were compared with another catalogue', async () => {
    const ids = await Promise.all(
      ['1', '2', '3'].map((price) => drafted(aList({ price }, { code: drugCode(3), price }))),
    );
    const answers = await Promise.all(ids.map((id) => desk.enact(id)));
    const done = answers.filter(({ list }) => list !== null);
    expect(done).toHaveLength(1);
    expect(answers.filter(({ code }) => code === 'CONFLICT')).toHaveLength(2);
    const price = answers.findIndex(({ list }) => list !== null) + 1;
    nine('2026-07-01');
    expect(await catalogue()).toBe(`1:${price} 2:9.8 3:${price}`);
    const lost = answers.findIndex(({ list }) => list === null);
    expect(await desk.enact(ids[lost])).toMatchObject({
      ...{ code: 'CONFLICT', message: expect.stringContaining('Read the list anew') },
    });
    const query = 'query ($id: ID!) { drugList(id: $id) { status } }';
    const { data } = await desk.harness.run(admin, query, { id: ids[lost] });
    expect(data).toEqual({ drugList: { status: 'DRAFT' } });
  });

  it('is nothing where it cannot be stored to its end', async () => {
    const codes = Array.from({ length: 600 }, (_, at) => ({ code: drugCode(at + 1) }));
    const id = await drafted(aList(...codes, { code: drugCode(900) }));
    const lastForm = (from: string, to: string) =>
      desk.harness.database.transaction((manager) =>
        manager.query(
          'UPDATE `drug_list_line` SET `drug` = REPLACE(`drug`, ?, ?) WHERE `code` = ?',
          [`"form":${from}`, `"form":${to}`, drugCode(900)],
        ),
      );
    const before = await stored();
    await lastForm('"片剂"', 'null');
    expect(await desk.enact(id)).toMatchObject({ list: null, code: 'INTERNAL' });
    expect(await stored()).toEqual(before);
    await lastForm('null', '"片剂"');
    expect((await desk.enact(id)).list).toMatchObject({ status: 'ENACTED', added: 599 });
  });

  it.each([
    ['changes, on the eve', { price: '1' }, '2026-06-30T23:59:59.999', true],
    ['changes, on its day', { price: '1' }, '2026-07-01T00:00:00.000', false],
    ['adds, on its day', { code: drugCode(3) }, '2026-07-01T23:59:59.999', true],
    ['adds, on the next', { code: drugCode(3) }, '2026-07-02T00:00:00.000', false],
  ])('is enacted before its day has come, if it %s', async (_what, line, time, may) => {
    const id = await drafted(aList(line));
    desk.clock.now = new Date(`${time}+08:00`);
    const before = await stored();
    const { code, list, message } = await desk.enact(id);
    expect(list !== null).toBe(may);
    if (may) return;
    expect(code).toBe('CONFLICT');
    expect(message).toContain('effectiveFrom: the list could count from 2026-07-02');
    expect(await stored()).toEqual(before);
  });

  it('counts after every list before it', async () => {
    await desk.enact(await drafted(aList({ price: '12' })));
    const change = aList({ price: '13' });
    expect(await desk.draft(change, { effectiveFrom: '2026-07-01' })).toMatchObject({
      ...{ code: 'INVALID_INPUT', message: 'effectiveFrom: must be 2026-07-02 or later.' },
    });
    expect(await desk.draft(change, { effectiveFrom: '2026-07-02' })).toMatchObject({
      list: { changed: 1 },
    });
    const addition = aList({ code: drugCode(3) });
    expect((await desk.draft(addition, { effectiveFrom: '2026-06-30' })).code).toBe(
      'INVALID_INPUT',
    );
    const added = await drafted(addition, { effectiveFrom: '2026-07-01' });
    expect((await desk.enact(added)).list).toMatchObject({ status: 'ENACTED' });
  });

  it('is seen at once by who keeps drugs in mind', async () => {
    const query = `{ drug(code: "${drugCode(1)}") { price effectiveUntil } }`;
    const shown = async () => (await desk.harness.run(admin, query)).data?.drug;
    expect(await shown()).toEqual({ price: 9.8, effectiveUntil: null });
    await desk.enact(await drafted(aList({ price: '12' })));
    expect(await shown()).toEqual({ price: 9.8, effectiveUntil: '2026-06-30' });
    nine('2026-07-01');
    expect(await shown()).toEqual({ price: 12, effectiveUntil: null });
  });

  it('is an administrator’s of the leading institution, of a list that was read', async () => {
    const id = await drafted(aList({ price: '12' }));
    const before = await stored();
    for (const viewer of [
      aViewer('ADMIN', 'township-dongpu'),
      aViewer('PHARMACIST'),
      aViewer('COMMUNITY_OFFICE'),
    ])
      expect(await desk.enact(id, viewer)).toMatchObject({ list: null, code: 'FORBIDDEN' });
    expect(await desk.enact('none')).toMatchObject({ list: null, code: 'NOT_FOUND' });
    expect(await stored()).toEqual(before);
  });

  it('is written by as many statements as there are batches', async () => {
    const lines = Array.from({ length: 20_000 }, (_, at) => ({
      code: drugCode(at + 1),
      price: '1',
    }));
    const id = await drafted(aList(...lines));
    desk.harness.statements.length = 0;
    expect((await desk.enact(id)).list).toMatchObject({ added: 19_998, changed: 2 });
    expect(desk.harness.statements.length).toBeLessThanOrEqual(40 * 12 + 20);
  });
});
