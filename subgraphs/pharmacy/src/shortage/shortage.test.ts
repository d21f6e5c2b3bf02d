import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { aDrug, drugCode } from '../testing/pharmacy.factory';
import {
  aShelf,
  aShortageInput,
  lead,
  office,
  openShortageDesk,
  outsider,
  people,
  type ShortageDesk,
  township,
  village,
} from '../testing/shortage-desk';

const rows = [
  aDrug({ code: drugCode(2), name: '盐酸二甲双胍片' }),
  ...aShelf('county-hospital', { quantity: 1000 }),
  ...aShelf('people-hospital', { quantity: 1000 }),
  ...aShelf('township-dongpu', { quantity: 9 }),
];
const fromLead = { fromInstitutionId: 'county-hospital' };
const fromPeople = { fromInstitutionId: 'people-hospital' };
const why = { reason: '全国断货' };

describeOnBothDatabases('a shortage', (kind) => {
  let desk: ShortageDesk;
  beforeAll(async () => {
    desk = await openShortageDesk(kind, rows);
  });
  afterAll(() => desk?.stop());
  beforeEach(() => {
    desk.clock.now = new Date('2026-06-01T01:00:00Z');
    desk.down.clear();
  });

  const stepsOf = async (id: string) => {
    const query =
      '{ shortages(first: 100) { nodes { id events { status by note institution { id } } } } }';
    const { nodes } = (await desk.read(village, query)) as {
      nodes: { id: string; events: unknown[] }[];
    };
    return nodes.find((one) => one.id === id)?.events;
  };

  it('is its central pharmacy’s to provide for, within the time of its group', async () => {
    const { shortage } = await desk.register();
    expect(shortage).toMatchObject({
      ...{ status: 'REGISTERED', drug: { code: drugCode(1) }, drugText: null, quantity: 10 },
      ...{ institution: { id: 'village-dongpu-1' }, duty: { id: 'township-dongpu' }, source: null },
      ...{ group: 'CHRONIC', overdue: false, dueAt: '2026-06-04T09:00:00+08:00' },
    });
  });

  it.each([
    ['neither a drug nor a text', 'drugCode', { drugCode: null }],
    ['both', 'drugCode', { drugText: '阿司匹林' }],
    ['a drug that is none', 'drugCode', { drugCode: 'none' }],
    ['an empty text', 'drugText', { drugCode: null, drugText: ' ' }],
    ['a text that is too long', 'drugText', { drugCode: null, drugText: '药'.repeat(101) }],
    ['nothing', 'quantity', { quantity: 0 }],
    ['more than a shelf holds', 'quantity', { quantity: 1_000_001 }],
    ['no key', 'idempotencyKey', { idempotencyKey: ' ' }],
  ])('is refused of %s', async (_, field, overrides) => {
    const { code, details } = await desk.register(aShortageInput(overrides));
    expect({ code, field: details.field }).toEqual({ code: 'INVALID_INPUT', field });
  });

  it('is registered by pharmacists of members alone', async () => {
    for (const viewer of [outsider, aViewer('CLINICIAN', 'village-dongpu-1'), office])
      expect((await desk.register(aShortageInput(), viewer)).code).toBe('FORBIDDEN');
    desk.down.add('personnel');
    const stranger = aViewer('PHARMACIST', 'nowhere');
    expect((await desk.register(aShortageInput(), stranger)).code).toBe('UNAVAILABLE');
  });

  it('is one for its key, and refused with other content', async () => {
    const input = aShortageInput();
    const { shortage } = await desk.register(input);
    expect(await desk.register(input)).toMatchObject({ shortage: { id: shortage?.id } });
    expect(await stepsOf(shortage?.id ?? '')).toHaveLength(1);
    for (const other of [{ quantity: 11 }, { group: 'OTHER' }, { drugCode: drugCode(2) }])
      expect(await desk.register({ ...input, ...other })).toMatchObject({
        ...{ code: 'CONFLICT', details: { field: 'idempotencyKey', shortageId: shortage?.id } },
      });
    const elsewhere = await desk.register({ ...input, quantity: 11 }, people);
    expect(elsewhere.shortage?.id).not.toBe(shortage?.id);
  });

  it('goes its way from the source to who was told, each step somebody’s', async () => {
    const id = await desk.registered();
    expect(await desk.take('matchShortage', id, office, fromPeople)).toMatchObject({
      shortage: {
        status: 'MATCHED',
        duty: { id: 'people-hospital' },
        source: { id: 'people-hospital' },
      },
    });
    expect(await desk.take('dispatchShortage', id, people, fromPeople)).toMatchObject({
      shortage: { status: 'DISPATCHED', duty: { id: 'village-dongpu-1' } },
    });
    desk.clock.now = new Date('2026-06-02T01:00:00Z');
    expect(await desk.take('receiveShortage', id, village)).toMatchObject({
      shortage: {
        ...{ status: 'RECEIVED', duty: { id: 'village-dongpu-1' }, overdue: false },
        dueAt: '2026-06-03T09:00:00+08:00',
      },
    });
    expect(await desk.take('closeShortage', id, village, { note: '已告知' })).toMatchObject({
      shortage: { status: 'CLOSED', duty: null, overdue: false },
    });
    expect(await stepsOf(id)).toEqual([
      {
        status: 'REGISTERED',
        by: village.name,
        note: null,
        institution: { id: 'village-dongpu-1' },
      },
      { status: 'MATCHED', by: office.name, note: null, institution: { id: 'county-hospital' } },
      { status: 'DISPATCHED', by: people.name, note: null, institution: { id: 'people-hospital' } },
      { status: 'RECEIVED', by: village.name, note: null, institution: { id: 'village-dongpu-1' } },
      {
        status: 'CLOSED',
        by: village.name,
        note: '已告知',
        institution: { id: 'village-dongpu-1' },
      },
    ]);
    expect((await desk.verify()).faults).toEqual([]);
  });

  it('tells of each step, and neither what somebody typed nor the drug', async () => {
    const id = await desk.registered(aShortageInput({ drugCode: null, drugText: '张三的药' }));
    await desk.take('rejectShortage', id, township, why);
    const told: { id: string; orderKey: string; payload: string }[] =
      await desk.harness.database.read.query(
        "SELECT `id`, `orderKey`, `payload` FROM `outbox_event` WHERE `id` LIKE 'pharmacy.shortage.stepped:%' ORDER BY `sequence` DESC LIMIT 2",
      );
    const same = {
      shortageId: id,
      group: 'CHRONIC',
      registeredAtInstitutionId: 'village-dongpu-1',
    };
    expect(told.map(({ payload }) => JSON.parse(payload)).reverse()).toEqual([
      { ...same, step: 1, status: 'REGISTERED', institutionId: 'village-dongpu-1' },
      { ...same, step: 2, status: 'REJECTED', institutionId: 'township-dongpu' },
    ]);
    expect(told.every(({ orderKey }) => orderKey === 'village-dongpu-1')).toBe(true);
  });

  it('that was asked of a source in vain is its central pharmacy’s again', async () => {
    const id = await desk.registered();
    await desk.take('matchShortage', id, township, fromPeople);
    expect(await desk.take('rejectShortage', id, people, why)).toMatchObject({
      shortage: { status: 'REGISTERED', source: null, duty: { id: 'township-dongpu' } },
    });
    expect((await desk.take('dispatchShortage', id, people, fromPeople)).code).toBe('FORBIDDEN');
    expect(await desk.take('rejectShortage', id, office, why)).toMatchObject({
      shortage: { status: 'REJECTED', duty: null },
    });
  });

  it('is purchased by the leading institution, whoever asks for it', async () => {
    const id = await desk.registered();
    expect(await desk.take('purchaseShortage', id, township)).toMatchObject({
      shortage: { duty: { id: 'county-hospital' }, source: { id: 'county-hospital' } },
    });
  });

  it('is sent from where it was purchased', async () => {
    const id = await desk.registered();
    expect(await desk.take('purchaseShortage', id, lead)).toMatchObject({
      shortage: { status: 'PURCHASING', duty: { id: 'county-hospital' } },
    });
    expect((await desk.take('receiveShortage', id, village)).code).toBe('CONFLICT');
    expect(await desk.take('dispatchShortage', id, lead, fromLead)).toMatchObject({
      shortage: { status: 'DISPATCHED' },
    });
  });

  it('of the topmost pharmacy is purchased and received by itself', async () => {
    const id = await desk.registered(aShortageInput(), lead);
    await desk.take('purchaseShortage', id, lead);
    expect(await desk.take('dispatchShortage', id, lead, fromLead)).toMatchObject({
      code: 'INVALID_INPUT',
      details: { field: 'fromInstitutionId' },
    });
    expect(await desk.take('receiveShortage', id, lead)).toMatchObject({
      shortage: { status: 'RECEIVED', duty: { id: 'county-hospital' } },
    });
  });
});
