import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aDrug, drugCode } from '../testing/pharmacy.factory';
import {
  aShelf,
  aShortageInput,
  lead,
  openShortageDesk,
  type ShortageDesk,
  type ShortageOutcome,
  township,
  village,
} from '../testing/shortage-desk';
import { aReceipt, aTransfer, insist } from '../testing/stock-room';

const atOnce = 200;
const rows = [
  ...[2, 3, 4, 5].map((serial) => aDrug({ code: drugCode(serial) })),
  ...aShelf('county-hospital', { quantity: 1000 }),
  ...aShelf('county-hospital', { drugCode: drugCode(2), number: 'SOON', quantity: 300 }),
  ...aShelf('county-hospital', { drugCode: drugCode(3), quantity: 100 }),
];
const fromLead = { fromInstitutionId: 'county-hospital' };

describeOnBothDatabases('of many at once, a shortage', (kind) => {
  let desk: ShortageDesk;
  beforeAll(async () => {
    desk = await openShortageDesk(kind, rows);
  });
  afterAll(() => desk?.stop());

  const many = (ask: (at: number) => Promise<ShortageOutcome>) =>
    Promise.all(Array.from({ length: atOnce }, (_, at) => insist(() => ask(at))));
  const done = (outcomes: readonly ShortageOutcome[]) =>
    outcomes.filter(({ shortage }) => shortage !== null).length;
  const unitsAt = async (institutionId: string, code: string) => {
    const [row]: { units: number | string | null }[] = await desk.harness.database.read.query(
      'SELECT SUM(`quantity`) AS `units` FROM `stock_batch` WHERE `institutionId` = ? AND `drugCode` = ?',
      [institutionId, code],
    );
    return Number(row?.units ?? 0);
  };
  const conflictsIn = (outcomes: readonly ShortageOutcome[], status: string) => {
    const refused = outcomes.filter(({ shortage }) => shortage === null);
    expect(new Set(refused.map(({ code }) => code))).toEqual(new Set(['CONFLICT']));
    expect(new Set(refused.map(({ details }) => details.status))).toEqual(new Set([status]));
  };

  it('is registered once for its key', async () => {
    const input = aShortageInput();
    const outcomes = await many(() => desk.register(input));
    expect(new Set(outcomes.map(({ shortage }) => shortage?.id)).size).toBe(1);
    const query = '{ shortages { nodes { id } } }';
    expect(await desk.read(village, query)).toMatchObject({ nodes: { length: 1 } });
  });

  it('is sent once, and received once', async () => {
    const id = await desk.registered();
    const sent = await many(() => desk.take('dispatchShortage', id, lead, fromLead));
    expect(done(sent)).toBe(1);
    conflictsIn(sent, 'DISPATCHED');
    expect(await unitsAt('county-hospital', drugCode(1))).toBe(990);
    const received = await many(() => desk.take('receiveShortage', id, village));
    expect(done(received)).toBe(1);
    conflictsIn(received, 'RECEIVED');
    expect(await unitsAt('village-dongpu-1', drugCode(1))).toBe(10);
    expect((await desk.verify()).faults).toEqual([]);
  });

  it('takes one of the ways that lead on from a state', async () => {
    const id = await desk.registered();
    const ways = [
      () => desk.take('matchShortage', id, township, fromLead),
      () => desk.take('purchaseShortage', id, lead),
      () => desk.take('substituteShortage', id, village, { drugCode: drugCode(2) }),
      () => desk.take('rejectShortage', id, township, { reason: '全国断货' }),
    ] as const;
    const outcomes = await many((at) => (ways[at % ways.length] ?? ways[0])());
    const query = '{ shortages(first: 100) { nodes { id status events { status } } } }';
    const { nodes } = (await desk.read(village, query)) as {
      nodes: { id: string; status: string; events: { status: string }[] }[];
    };
    const stored = nodes.find((one) => one.id === id);
    // Each that was taken is a step of its own, from the one before.
    expect(stored?.events).toHaveLength(1 + done(outcomes));
    expect(stored?.events.at(-1)?.status).toBe(stored?.status);
    for (const { code } of outcomes) expect([undefined, 'CONFLICT']).toContain(code);
  });

  it('gets no unit that another one gets', async () => {
    const input = { drugCode: drugCode(3), quantity: 7 };
    const ids: string[] = [];
    for (let at = 0; at < 20; at += 1) ids.push(await desk.registered(aShortageInput(input)));
    const outcomes = await many((at) =>
      desk.take('dispatchShortage', ids[at % ids.length] ?? '', lead, fromLead),
    );
    // Of a hundred units fourteen times seven.
    expect(done(outcomes)).toBe(14);
    expect(await unitsAt('county-hospital', drugCode(3))).toBe(2);
    expect((await desk.verify()).faults).toEqual([]);
  });

  it('shares the shelf and the way with whoever else moves stock', async () => {
    const said = { drugCode: drugCode(2), batch: 'SOON' };
    const move = (field: string, type: string, input: object, viewer = lead) =>
      desk.harness
        .run(
          viewer,
          `mutation ($input: ${type}!) { moved: ${field}(input: $input) { quantity } }`,
          {
            input,
          },
        )
        .then(({ errors }) => ({
          shortage: null,
          code: errors?.[0]?.extensions?.code,
          details: {},
        }));
    const ids: string[] = [];
    for (let at = 0; at < 20; at += 1)
      ids.push(await desk.registered(aShortageInput({ drugCode: drugCode(2) })));
    const to = { toInstitutionId: 'village-dongpu-1', quantity: 5 };
    const from = { fromInstitutionId: 'county-hospital', quantity: 10, expiresOn: '2027-06-30' };
    const id = (at: number) => ids[at % ids.length] ?? '';
    const ways = [
      (at: number) => desk.take('dispatchShortage', id(at), lead, fromLead),
      (at: number) => desk.take('receiveShortage', id(at), village),
      () => move('sendStock', 'StockTransferInput', aTransfer({ ...said, ...to })),
      () => move('receiveStock', 'StockMovementInput', aReceipt({ ...said, ...from }), village),
    ] as const;
    const outcomes = await many((at) =>
      (ways[Math.floor(at / ids.length) % ways.length] ?? ways[0])(at),
    );
    for (const { code } of outcomes) expect([undefined, 'CONFLICT']).toContain(code);
    for (const one of ids) await desk.take('receiveShortage', one, village);
    expect((await desk.verify()).faults).toEqual([]);
    const [way]: { units: number | string }[] = await desk.harness.database.read.query(
      'SELECT SUM(`quantity`) AS `units` FROM `stock_in_transit` WHERE `drugCode` = ?',
      [drugCode(2)],
    );
    const all =
      (await unitsAt('county-hospital', drugCode(2))) +
      (await unitsAt('village-dongpu-1', drugCode(2))) +
      Number(way?.units ?? 0);
    expect(all).toBe(300);
  });
});
