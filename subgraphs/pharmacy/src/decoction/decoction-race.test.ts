import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { insist } from '../testing/stock-room';
import {
  anOrder,
  asPieces,
  astragalus,
  type DecoctionOutcome,
  lead,
  openTcmPharmacy,
  people,
  type TcmPharmacy,
  township,
  ways,
} from '../testing/tcm-pharmacy';

const twenty = Array.from({ length: 20 }, (_, index) => index);

describeOnBothDatabases('an order at the TCM pharmacy, by many at once', (kind) => {
  let at: TcmPharmacy;
  beforeAll(async () => {
    at = await openTcmPharmacy(kind);
  });
  afterAll(() => at?.stop());

  const many = (ask: (index: number) => Promise<DecoctionOutcome>) => Promise.all(twenty.map(ask));
  const done = (outcomes: readonly DecoctionOutcome[]) => outcomes.filter(({ order }) => order);
  const refusedAs = (outcomes: readonly DecoctionOutcome[]) =>
    new Set(
      outcomes
        .filter(({ order }) => !order)
        .map(({ code, details }) => `${code} ${details.status}`),
    );

  it('is placed once, under twenty keys and under one', async () => {
    const { id: prescriptionId } = await at.sheet();
    const outcomes = await many(() => insist(() => at.order(anOrder({ prescriptionId }))));
    expect(done(outcomes)).toHaveLength(1);
    expect(refusedAs(outcomes)).toEqual(new Set(['CONFLICT UPLOADED']));
    const input = anOrder({ prescriptionId: (await at.sheet()).id });
    const same = await many(() => insist(() => at.order(input)));
    expect(new Set(same.map(({ order }) => order?.id)).size).toBe(1);
    expect(same[0]?.order?.events).toHaveLength(1);
  });

  it('takes each step once, and leaves the shelf once', async () => {
    const { id, prescriptionId } = await at.ordered(asPieces);
    for (const to of [...ways.PIECES, 'SIGNED']) {
      const viewer = to === 'SIGNED' ? township : lead;
      const outcomes = await many(() => at.step(viewer, id, to));
      expect(done(outcomes)).toHaveLength(1);
      expect(refusedAs(outcomes)).toEqual(new Set([`CONFLICT ${to}`]));
    }
    const sheet = await at.shown(prescriptionId);
    expect(sheet?.dispensings).toHaveLength(1);
    expect(sheet?.items.map(({ dispensed }) => dispensed)).toEqual([70, 210]);
    expect((await at.verify()).faults).toEqual([]);
  });

  it('ends in one way: prepared, rejected or cancelled', async () => {
    const { id, prescriptionId } = await at.ordered(asPieces, ['REVIEWED']);
    const note = '不要了';
    const ends = [
      () => at.step(lead, id, 'DISPENSED'),
      () => at.step(lead, id, 'REJECTED', { note }),
      () => at.step(township, id, 'CANCELLED', { note }),
    ] as const;
    const outcomes = await many((index) => (ends[index % ends.length] ?? ends[0])());
    const [taken, ...others] = done(outcomes);
    expect(others).toEqual([]);
    expect(refusedAs(outcomes)).toEqual(new Set([`CONFLICT ${taken?.order?.status}`]));
    const dispensed = taken?.order?.status === 'DISPENSED';
    expect((await at.shown(prescriptionId))?.dispensings).toHaveLength(dispensed ? 1 : 0);
    expect((await at.verify()).faults).toEqual([]);
  });

  it('shares the sheet with whoever fills it over the counter', async () => {
    const orders = [];
    for (const _ of twenty.slice(0, 10)) {
      const sheet = await at.sheet();
      await at.desk.hand(lead, sheet.number);
      const { order } = await at.order(anOrder({ prescriptionId: sheet.id, ...asPieces }));
      await at.step(lead, order?.id ?? '', 'REVIEWED');
      orders.push({ id: order?.id ?? '', prescriptionId: sheet.id });
    }
    const outcomes = await Promise.all(
      orders.flatMap(({ id, prescriptionId }) => [
        at.step(lead, id, 'DISPENSED').then(({ code }) => code),
        insist(() =>
          at.desk.dispense(
            lead,
            prescriptionId,
            [{ drugCode: astragalus, quantity: 210 }],
            `over the counter ${prescriptionId}`,
          ),
        ).then(({ code }) => code),
      ]),
    );
    for (const code of outcomes) expect([undefined, 'CONFLICT']).toContain(code);
    expect(outcomes.filter((code) => code === undefined)).toHaveLength(orders.length);
    for (const { id, prescriptionId } of orders) {
      const sheet = await at.shown(prescriptionId);
      const prepared = sheet?.status === 'DISPENSED';
      expect(sheet?.items[1]?.dispensed).toBe(210);
      expect(sheet?.decoction).toEqual({ id, status: prepared ? 'DISPENSED' : 'REVIEWED' });
    }
    expect((await at.verify()).faults).toEqual([]);
    expect(await at.step(people, orders[0]?.id ?? '', 'DISPENSED')).toMatchObject({
      code: 'FORBIDDEN',
    });
  });
});
