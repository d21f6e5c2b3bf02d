import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { aDrug, drugCode } from '../testing/pharmacy.factory';
import {
  anAdjustment,
  aReceipt,
  aTransfer,
  insist,
  lead,
  openStockRoom,
  type StockRoom,
  township,
} from '../testing/stock-room';

const drugs = Array.from({ length: 40 }, (_, at) => aDrug({ code: drugCode(at + 2) }));

describeOnBothDatabases('the movement of stock', (kind) => {
  let room: StockRoom;
  let drug = 1;
  beforeAll(async () => {
    room = await openStockRoom(kind, drugs);
  });
  afterAll(() => room?.stop());
  /** A drug of its own, so that each test finds empty shelves. */
  beforeEach(() => {
    drug += 1;
    room.down.clear();
  });
  const own = (overrides: object = {}) => ({ drugCode: drugCode(drug), ...overrides });
  const receive = (overrides: object = {}, viewer = lead) =>
    room.move('receiveStock', aReceipt(own(overrides)), viewer);
  const send = (overrides: object = {}, viewer = lead) =>
    room.move('sendStock', aTransfer(own(overrides)), viewer);
  const adjust = (overrides: object = {}, viewer = lead) =>
    room.move('adjustStock', anAdjustment(own(overrides)), viewer);
  const lies = (institutionId?: string) => room.lies(institutionId, drugCode(drug));

  it('puts what comes on the shelf, by batch', async () => {
    await receive();
    await receive({ quantity: 5 });
    const { item } = await receive({ batch: 'B-2', expiresOn: '2026-12-31', quantity: 7 });
    expect(item).toEqual({
      quantity: 42,
      batches: [
        { number: 'B-2', expiresOn: '2026-12-31', quantity: 7 },
        { number: 'B-1', expiresOn: '2027-06-30', quantity: 35 },
      ],
    });
    expect(await lies()).toEqual(item);
  });

  it.each([
    ['nothing', 'quantity', { quantity: 0 }],
    ['less than nothing', 'quantity', { quantity: -1 }],
    ['half a unit', 'quantity', { quantity: 1.5 }],
    ['more than a shelf holds', 'quantity', { quantity: 1_000_001 }],
    ['a drug that is none', 'drugCode', { drugCode: 'none' }],
    ['no number of a batch', 'batch', { batch: ' ' }],
    ['no reason', 'reason', { reason: ' ' }],
    ['no key', 'idempotencyKey', { idempotencyKey: '' }],
    ['a batch that expired yesterday', 'expiresOn', { expiresOn: '2026-05-31' }],
    ['no day', 'expiresOn', { expiresOn: '2026-02-30' }],
    ['itself as the sender', 'fromInstitutionId', { fromInstitutionId: 'county-hospital' }],
    ['a sender outside', 'fromInstitutionId', { fromInstitutionId: 'city-hospital' }],
    ['a sender that is none', 'fromInstitutionId', { fromInstitutionId: 'nowhere' }],
  ])('refuses %s', async (_, field, overrides) => {
    const { code, details } = await receive(overrides);
    expect({ code, field: details.field }).toEqual({ code: 'INVALID_INPUT', field });
    expect(await lies()).toBeNull();
  });

  it('takes what expires today, and as much as a shelf holds', async () => {
    const { item } = await receive({ expiresOn: '2026-06-01', quantity: 1_000_000 });
    expect(item?.quantity).toBe(1_000_000);
    expect(await receive({ expiresOn: '2026-06-01', quantity: 1 })).toMatchObject({
      ...{ code: 'CONFLICT', details: { mostUnits: 1_000_000 } },
    });
    expect((await lies())?.quantity).toBe(1_000_000);
  });

  it('is for pharmacists of members alone', async () => {
    for (const viewer of [aViewer('PHARMACIST', 'city-hospital'), aViewer('CLINICIAN')])
      for (const move of [receive, send, adjust])
        expect((await move({}, viewer)).code).toBe('FORBIDDEN');
    expect(await lies()).toBeNull();
    expect(await lies('city-hospital')).toBeNull();
  });

  it('waits while nobody says who is a member', async () => {
    const stranger = aViewer('PHARMACIST', 'people-hospital');
    room.down.add('personnel');
    expect((await receive({}, stranger)).code).toBe('UNAVAILABLE');
    expect(await lies('people-hospital')).toBeNull();
  });

  it('does what a key says once, and refuses it with other content', async () => {
    const same = aReceipt(own());
    const all = await Promise.all(
      Array.from({ length: 12 }, () => insist(() => room.move('receiveStock', same))),
    );
    expect(all.map(({ item }) => item?.quantity)).toEqual(Array.from({ length: 12 }, () => 30));
    for (const other of [{ quantity: 31 }, { batch: 'B-2' }, { expiresOn: '2027-07-01' }])
      expect(await room.move('receiveStock', { ...same, ...other })).toMatchObject({
        ...{ code: 'CONFLICT', details: { field: 'idempotencyKey' } },
      });
    const { idempotencyKey } = same;
    expect((await send({ idempotencyKey })).code).toBe('CONFLICT');
    expect((await receive({ idempotencyKey }, township)).item?.quantity).toBe(30);
    expect((await lies())?.quantity).toBe(30);
  });

  it('refuses a batch that is known with another expiry', async () => {
    await receive();
    expect(await receive({ expiresOn: '2027-07-01' })).toMatchObject({
      ...{ code: 'CONFLICT', details: { expiresOn: '2027-06-30' } },
    });
    expect((await lies())?.quantity).toBe(30);
  });

  it('keeps what is sent on its way until it is received, also in parts', async () => {
    await receive();
    expect((await send()).item?.quantity).toBe(20);
    const arriving = { fromInstitutionId: 'county-hospital', quantity: 4 };
    expect(await lies('township-dongpu')).toBeNull();
    expect((await receive(arriving, township)).item?.quantity).toBe(4);
    expect(await receive({ ...arriving, expiresOn: '2027-07-01' }, township)).toMatchObject({
      ...{ code: 'CONFLICT', details: { expiresOn: '2027-06-30' } },
    });
    expect(await receive({ ...arriving, quantity: 7 }, township)).toMatchObject({
      ...{ code: 'CONFLICT', details: { left: 6 } },
    });
    expect((await receive({ ...arriving, quantity: 6 }, township)).item?.quantity).toBe(10);
    expect((await lies())?.quantity).toBe(20);
    const elsewhere = aViewer('PHARMACIST', 'people-hospital');
    expect(await receive(arriving, elsewhere)).toMatchObject({ details: { left: 0 } });
  });

  it('sends to members alone, and what is there and has not expired', async () => {
    await receive();
    for (const to of ['county-hospital', 'city-hospital', 'nowhere'])
      expect(await send({ toInstitutionId: to })).toMatchObject({
        ...{ code: 'INVALID_INPUT', details: { field: 'toInstitutionId' } },
      });
    expect(await send({ quantity: 31 })).toMatchObject({ details: { left: 30 } });
    expect(await send({ batch: 'none' })).toMatchObject({ code: 'CONFLICT', details: { left: 0 } });
    expect((await send({ quantity: 30 })).item).toEqual({ quantity: 0, batches: [] });
    const where = { drugCode: drugCode(drug), number: 'B-1', institutionId: 'county-hospital' };
    await receive({ quantity: 3 });
    const expire = (day: string) =>
      room.harness.database.transaction((manager) =>
        manager.update('stock_batch', where, { expiresOn: day }),
      );
    await expire('2026-05-31');
    expect(await send({ quantity: 1 })).toMatchObject({
      ...{ code: 'INVALID_INPUT', details: { field: 'batch' } },
    });
    await expire('2026-06-01');
    expect((await send({ quantity: 1 })).item?.quantity).toBe(2);
  });

  it('is put right with a reason of the list, the way it stands for', async () => {
    await receive();
    expect((await adjust({ change: -2 })).item?.quantity).toBe(28);
    expect((await adjust({ change: 3, reasonCode: 'COUNTED' })).item?.quantity).toBe(31);
    for (const wrong of [
      { reasonCode: 'WHIM' },
      { change: 1 },
      { change: -1, reasonCode: 'RETURNED' },
    ])
      expect(await adjust(wrong)).toMatchObject({
        ...{ code: 'INVALID_INPUT', details: { field: 'reasonCode' } },
      });
    expect(await adjust({ change: 0 })).toMatchObject({ details: { field: 'change' } });
    expect(await adjust({ change: -32 })).toMatchObject({
      code: 'CONFLICT',
      details: { left: 31 },
    });
    expect((await lies())?.quantity).toBe(31);
  });

  it('never takes more than is there, by two hundred at once', async () => {
    const once = (field: 'adjustStock' | 'sendStock', input: object) =>
      insist(() => room.move(field, input));
    await receive();
    const moves = await Promise.all(
      Array.from({ length: 200 }, (_, at) =>
        // One key each, however often it is asked: what was stored before an answer was lost is stored once.
        at % 2
          ? once('adjustStock', anAdjustment(own()))
          : once('sendStock', aTransfer(own({ quantity: 1 }))),
      ),
    );
    expect(moves.filter(({ item }) => item)).toHaveLength(30);
    expect(new Set(moves.map(({ code }) => code))).toEqual(new Set([undefined, 'CONFLICT']));
    expect(await lies()).toEqual({ quantity: 0, batches: [] });
    expect((await room.verify()).faults).toEqual([]);
  });
});
