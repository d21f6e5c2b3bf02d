import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import {
  elsewhere,
  generic,
  type Handouts,
  issuedAt,
  openHandouts,
  other,
  own,
  pharmacist,
  prescribed,
  units,
} from '../testing/handouts';

describeOnBothDatabases('handing out', (kind) => {
  let at: Handouts;
  beforeAll(async () => {
    at = await openHandouts(kind);
  });
  afterAll(() => at?.desk.stop());
  beforeEach(() => at.fill());

  it('takes what expires first, and says from which batch', async () => {
    const { sheet } = await at.desk.dispense(pharmacist, await at.approved(), [units(10)]);
    expect(sheet).toMatchObject({
      ...{ status: 'DISPENSED', items: [{ quantity: 10, dispensed: 10 }] },
      dispensings: [
        {
          institution: { id: 'township-dongpu' },
          lines: [
            { drug: { code: own }, quantity: 5, batch: 'early', substituteFor: null },
            { drug: { code: own }, quantity: 5, batch: 'late', substituteFor: null },
          ],
        },
      ],
      events: [{ status: 'ISSUED' }, { status: 'APPROVED' }, { status: 'DISPENSED' }],
    });
    expect(await at.lies('township-dongpu', own)).toEqual({ early: 0, late: 3 });
    expect(await at.log('township-dongpu', own)).toEqual([
      { number: 'early', kind: 'DISPENSED', change: -5, balance: 0, by: pharmacist.name },
      { number: 'late', kind: 'DISPENSED', change: -5, balance: 3, by: pharmacist.name },
    ]);
  });

  it('takes from a batch of more units than a shelf is to hold by now', async () => {
    await at.stock('township-dongpu', own, { much: ['2027-06-30', 1_000_020] });
    const { sheet } = await at.desk.dispense(pharmacist, await at.approved(), [units(10)]);
    expect(sheet?.status).toBe('DISPENSED');
    expect(await at.lies('township-dongpu', own)).toEqual({ much: 1_000_010 });
  });

  it('goes on at another visit and another member, until all of it is handed out', async () => {
    const id = await at.approved({ items: [prescribed(own), prescribed(other, 4)] });
    const visits = [
      await at.desk.dispense(pharmacist, id, [units(3)]),
      await at.desk.dispense(elsewhere, id, [units(7)]),
      await at.desk.dispense(pharmacist, id, [units(4, other)]),
    ];
    expect(
      visits.map(({ sheet }) => [
        sheet?.status,
        ...(sheet?.items.map((one) => one.dispensed) ?? []),
      ]),
    ).toEqual([
      ['PARTLY_DISPENSED', 3, 0],
      ['PARTLY_DISPENSED', 10, 0],
      ['DISPENSED', 10, 4],
    ]);
    expect(await at.lies('people-hospital', own)).toEqual({ there: 43 });
    const after = await at.desk.dispense(pharmacist, id, [units(1)]);
    expect(after).toMatchObject({ code: 'CONFLICT', details: { status: 'DISPENSED' } });
  });

  it('hands out the same of another maker for it, and keeps both names', async () => {
    const id = await at.approved();
    const lines = [units(4), { ...units(6, generic), substituteFor: own }];
    const { sheet } = await at.desk.dispense(pharmacist, id, lines);
    expect(sheet).toMatchObject({
      ...{ status: 'DISPENSED', items: [{ dispensed: 10 }] },
      dispensings: [
        {
          lines: [
            { drug: { code: own }, quantity: 4, substituteFor: null },
            { drug: { code: generic }, quantity: 6, batch: 'second', substituteFor: { code: own } },
          ],
        },
      ],
    });
    expect(await at.lies('township-dongpu', generic)).toEqual({ second: 44 });
  });

  it('hands out a long-term sheet part by part, not before the next one is due', async () => {
    await at.stock('township-dongpu', own, { long: ['2027-06-30', 50] });
    const items = [prescribed(own, 6, 84)];
    const reason = { reason: '病情稳定', patientConsent: true };
    const id = await at.approved({ kind: 'LONG_TERM', items, ...reason });
    const wait = (days: number) => {
      at.desk.clock.now = new Date(issuedAt.getTime() + days * 24 * 3600 * 1000);
    };
    const first = await at.desk.dispense(pharmacist, id, [units(3)]);
    const ahead = { field: 'lines[0].quantity', left: 2, from: '2026-05-27' };
    expect(first).toMatchObject({ sheet: null, code: 'CONFLICT', details: ahead });
    const { sheet } = await at.desk.dispense(pharmacist, id, [units(2)]);
    expect(sheet).toMatchObject({
      ...{ status: 'PARTLY_DISPENSED', nextPartFrom: '2026-05-27' },
      validUntil: '2026-07-26T23:59:59.999+08:00',
    });
    wait(22);
    expect(await at.desk.dispense(pharmacist, id, [units(1)])).toMatchObject({
      details: { left: 0, from: '2026-05-27' },
    });
    wait(23);
    const second = await at.desk.dispense(elsewhere, id, [units(2)]);
    expect(second.sheet).toMatchObject({ nextPartFrom: '2026-06-24' });
    wait(83);
    const last = await at.desk.dispense(pharmacist, id, [units(1)]);
    expect(last.sheet).toMatchObject({
      ...{ status: 'PARTLY_DISPENSED', nextPartFrom: '2026-06-24' },
      validUntil: '2026-07-26T23:59:59.999+08:00',
    });
    wait(84);
    expect(await at.desk.dispense(pharmacist, id, [units(1)])).toMatchObject({
      ...{ code: 'CONFLICT', details: { status: 'EXPIRED' } },
    });
  });
});
