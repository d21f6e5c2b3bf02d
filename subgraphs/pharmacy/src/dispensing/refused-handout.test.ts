import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import {
  elsewhere,
  generic,
  type Handouts,
  openHandouts,
  other,
  own,
  pharmacist,
  prescribed,
  units,
} from '../testing/handouts';
import { drugCode } from '../testing/pharmacy.factory';

const refused = { sheet: null };
const sub = (code: string, substituteFor = own) => ({
  ...{ drugCode: code, quantity: 1, substituteFor },
});

describeOnBothDatabases('what is not handed out', (kind) => {
  let at: Handouts;
  beforeAll(async () => {
    at = await openHandouts(kind);
  });
  afterAll(() => at?.desk.stop());
  beforeEach(() => at.fill());

  it.each([
    ['nothing', 'lines', []],
    ['none of a drug', 'lines[0].quantity', [units(0)]],
    ['less than none', 'lines[0].quantity', [units(-1)]],
    ['more than a shelf holds', 'lines[0].quantity', [units(1_000_001)]],
    ['a drug twice', 'lines[1].drugCode', [units(1), units(2)]],
    ['a drug that is none', 'lines[1].drugCode', [units(1), units(1, 'none')]],
    ['a drug that is not on the sheet', 'lines[0].drugCode', [units(1, other)]],
    ['the same of another maker, unsaid', 'lines[0].drugCode', [units(1, generic)]],
    ['for what is not on the sheet', 'lines[0].substituteFor', [sub(generic, other)]],
    ['another strength', 'lines[0].substituteFor', [sub(drugCode(4))]],
    ['another name', 'lines[0].substituteFor', [sub(drugCode(5))]],
    ['an unknown class', 'lines[0].substituteFor', [sub(drugCode(6))]],
    ['another form', 'lines[0].substituteFor', [sub(drugCode(7))]],
    ['another pack', 'lines[0].substituteFor', [sub(drugCode(8))]],
    ['fifty-one lines', 'lines', Array.from({ length: 51 }, (_, at) => units(1, drugCode(at)))],
  ])('refuses %s, and moves nothing', async (_, field, lines) => {
    const id = await at.approved();
    expect(await at.desk.dispense(pharmacist, id, lines)).toMatchObject({
      ...{ ...refused, code: 'INVALID_INPUT', details: { field } },
    });
    expect(await at.lies('township-dongpu', own)).toEqual({ early: 5, late: 8 });
    expect(await at.log('township-dongpu', own)).toEqual([]);
    expect(await at.dispensed(id)).toEqual([0]);
  });

  it('is for members alone', async () => {
    const outside = aViewer('PHARMACIST', 'city-hospital');
    const lines = [units(1)];
    expect(await at.desk.dispense(outside, await at.approved(), lines)).toMatchObject({
      ...{ ...refused, code: 'FORBIDDEN', details: { institutionId: 'city-hospital' } },
    });
  });

  it('hands out no more than prescribed, one unit on each side', async () => {
    const id = await at.approved();
    expect(await at.desk.dispense(pharmacist, id, [units(11)])).toMatchObject({
      ...{ ...refused, code: 'CONFLICT', details: { field: 'lines[0].quantity', left: 10 } },
    });
    expect((await at.desk.dispense(pharmacist, id, [units(9)])).sheet?.status).toBe(
      'PARTLY_DISPENSED',
    );
    expect(await at.desk.dispense(elsewhere, id, [units(2)])).toMatchObject({
      details: { left: 1 },
    });
    expect((await at.desk.dispense(elsewhere, id, [units(1)])).sheet?.status).toBe('DISPENSED');
  });

  it('hands out no more than lies there, and then nothing of the visit', async () => {
    const id = await at.approved({ items: [prescribed(own, 14), prescribed(other, 4)] });
    expect(await at.desk.dispense(pharmacist, id, [units(4, other), units(14)])).toMatchObject({
      ...{ ...refused, code: 'CONFLICT' },
      details: { field: 'lines[1].quantity', institutionId: 'township-dongpu', left: 13 },
    });
    expect(await at.lies('township-dongpu', other)).toEqual({ only: 50 });
    const { sheet } = await at.desk.dispense(pharmacist, id, [units(4, other), units(13)]);
    expect(sheet?.items.map((one) => one.dispensed)).toEqual([13, 4]);
    expect(await at.lies('township-dongpu', own)).toEqual({ early: 0, late: 0 });
  });

  it('leaves an expired batch where it is, and takes one on its last day', async () => {
    await at.stock('township-dongpu', own, { past: ['2026-05-03', 5], today: ['2026-05-04', 5] });
    const id = await at.approved();
    expect(await at.desk.dispense(pharmacist, id, [units(6)])).toMatchObject({
      details: { left: 5 },
    });
    expect((await at.desk.dispense(pharmacist, id, [units(5)])).code).toBeUndefined();
    expect(await at.lies('township-dongpu', own)).toEqual({ past: 5, today: 0 });
  });

  it('does what a key says once, and refuses it with other content', async () => {
    const id = await at.approved();
    const key = `same-${kind}`;
    const again = () => at.desk.dispense(pharmacist, id, [units(10)], key);
    for (const visit of [await again(), await again()])
      expect(visit.sheet).toMatchObject({ status: 'DISPENSED', dispensings: { length: 1 } });
    for (const lines of [[units(9)], [{ ...units(10, generic), substituteFor: own }]])
      expect(await at.desk.dispense(pharmacist, id, lines, key)).toMatchObject({
        ...{ ...refused, code: 'CONFLICT', details: { field: 'idempotencyKey' } },
      });
    const another = await at.desk.dispense(pharmacist, await at.approved(), [units(10)], key);
    expect(another).toMatchObject({ code: 'CONFLICT', details: { field: 'idempotencyKey' } });
    expect(await at.lies('township-dongpu', own)).toEqual({ early: 0, late: 3 });
    expect(await at.desk.dispense(pharmacist, id, [units(1)], ' ')).toMatchObject({
      ...{ code: 'INVALID_INPUT', details: { field: 'idempotencyKey' } },
    });
  });

  it('ends with the last moment of the sheet, also where a part was handed out', async () => {
    const id = await at.approved();
    at.desk.clock.now = new Date('2026-05-04T15:59:59.999Z');
    expect((await at.desk.dispense(pharmacist, id, [units(1)])).sheet?.status).toBe(
      'PARTLY_DISPENSED',
    );
    at.desk.clock.now = new Date('2026-05-04T16:00:00Z');
    expect(await at.desk.dispense(pharmacist, id, [units(1)])).toMatchObject({
      ...{ ...refused, code: 'CONFLICT', details: { status: 'EXPIRED' } },
    });
  });
});
