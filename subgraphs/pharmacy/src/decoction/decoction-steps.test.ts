import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import {
  angelica,
  aPlainOrder,
  asPieces,
  astragalus,
  day,
  doctor,
  lead,
  openTcmPharmacy,
  type TcmPharmacy,
  township,
  ways,
} from '../testing/tcm-pharmacy';

/** As it leaves, in the county's time. */
const shownDay = '2026-06-01T09:00:00+08:00';

describeOnBothDatabases('an order at the shared TCM pharmacy', (kind) => {
  let at: TcmPharmacy;
  beforeAll(async () => {
    at = await openTcmPharmacy(kind);
  });
  afterAll(() => at?.stop());
  beforeEach(() => {
    at.desk.clock.now = day;
  });

  it.each([
    ['DECOCTED', {}],
    ['PIECES', asPieces],
  ] as const)('goes through its steps: %s', async (form, overrides) => {
    const { id, prescriptionId } = await at.ordered(overrides);
    for (const to of ways[form]) {
      const { order } = await at.step(lead, id, to, { machine: ` ${to} 1 号 ` });
      expect(order?.status).toBe(to);
    }
    const { order } = await at.step(doctor, id, 'SIGNED', { note: '已收' });
    const taken = ways[form].map((status) => ({
      ...{ status, by: lead.name, machine: `${status} 1 号`, note: null },
      ...{ at: shownDay, institution: { id: 'county-hospital' } },
    }));
    const here = { at: shownDay, machine: null, institution: { id: 'township-dongpu' } };
    expect(order?.events).toEqual([
      { ...here, status: 'UPLOADED', by: township.name, note: null },
      ...taken,
      { ...here, status: 'SIGNED', by: doctor.name, note: '已收' },
    ]);
    expect((await at.shown(prescriptionId))?.decoction).toEqual({ id, status: 'SIGNED' });
    expect(await toldOf(id)).toEqual(
      ['UPLOADED', ...ways[form], 'SIGNED'].map((status, index) => ({
        ...{ decoctionId: id, step: index + 1, status },
        ...{ clinicInstitutionId: 'township-dongpu', pharmacyInstitutionId: 'county-hospital' },
        institutionId: ['UPLOADED', 'SIGNED'].includes(status)
          ? 'township-dongpu'
          : 'county-hospital',
      })),
    );
  });

  async function toldOf(id: string): Promise<object[]> {
    const told: { payload: string }[] = await at.desk.harness.database.read.query(
      "SELECT `payload` FROM `outbox_event` WHERE `type` = 'pharmacy.decoction.stepped' ORDER BY `sequence`",
    );
    return told
      .map(({ payload }): { decoctionId: string } => JSON.parse(payload))
      .filter(({ decoctionId }) => decoctionId === id);
  }

  it('takes the pieces off the TCM pharmacy’s shelf and counts them on the sheet', async () => {
    const { id, prescriptionId } = await at.ordered({}, ['REVIEWED']);
    expect(await at.shown(prescriptionId)).toMatchObject({ status: 'APPROVED', dispensings: [] });
    await at.step(lead, id, 'DISPENSED');
    expect(await at.shown(prescriptionId)).toMatchObject({
      status: 'DISPENSED',
      items: [
        { quantity: 70, dispensed: 70 },
        { quantity: 210, dispensed: 210 },
      ],
      dispensings: [
        {
          ...{ institution: { id: 'county-hospital' }, pharmacist: lead.name },
          lines: [
            { quantity: 210, batch: 'B-1', drug: { code: astragalus } },
            { quantity: 70, batch: 'B-1', drug: { code: angelica } },
          ],
        },
      ],
    });
    expect((await at.verify()).faults).toEqual([]);
  });

  it('stays where it is where too little lies there, with nothing taken', async () => {
    const { id: prescriptionId } = await at.sheet({
      items: [angelica, astragalus].map((drugCode) => ({
        ...{ drugCode, dosage: '水煎服', days: 7, quantity: drugCode === angelica ? 90_000 : 7 },
      })),
    });
    const { order } = await at.order({ ...aPlainOrder(prescriptionId) });
    const id = order?.id ?? '';
    await at.step(lead, id, 'REVIEWED');
    const refused = await at.step(lead, id, 'DISPENSED');
    const left = (await at.lies('county-hospital', angelica))['B-1'];
    expect(refused).toMatchObject({ code: 'CONFLICT', details: { drugCode: angelica, left } });
    expect(await at.shown(prescriptionId)).toMatchObject({
      ...{ status: 'APPROVED', dispensings: [], decoction: { status: 'REVIEWED' } },
    });
    expect((await at.verify()).faults).toEqual([]);
  });

  it('is not dispensed of a sheet that was cancelled, filled elsewhere or is over', async () => {
    const [one, late] = [await at.ordered({}, ['REVIEWED']), await at.ordered({}, ['REVIEWED'])];
    const reason = '开错药';
    await at.desk.step(doctor, 'cancelPrescription', one.prescriptionId, reason, {
      ...{ 'patient-1': {} },
    });
    const refused = await at.step(lead, one.id, 'DISPENSED');
    expect(refused).toMatchObject({ code: 'CONFLICT', details: { status: 'CANCELLED' } });
    at.desk.clock.now = new Date('2026-06-01T16:00:00Z');
    const over = await at.step(lead, late.id, 'DISPENSED');
    expect(over).toMatchObject({ code: 'CONFLICT', details: { status: 'EXPIRED' } });
    for (const { id } of [one, late])
      expect((await at.step(lead, id, 'REJECTED', { note: '处方已失效' })).order?.status).toBe(
        'REJECTED',
      );
  });

  it.each([
    ['DECOCTED', [], 'DISPENSED', 'UPLOADED'],
    ['DECOCTED', [], 'SIGNED', 'UPLOADED'],
    ['DECOCTED', ['REVIEWED'], 'REVIEWED', 'REVIEWED'],
    ['DECOCTED', ['REVIEWED', 'DISPENSED'], 'REJECTED', 'DISPENSED'],
    ['DECOCTED', ['REVIEWED', 'DISPENSED'], 'CANCELLED', 'DISPENSED'],
    ['DECOCTED', ['REVIEWED', 'DISPENSED', 'CHECKED'], 'PACKED', 'CHECKED'],
    ['PIECES', ['REVIEWED'], 'CHECKED', 'REVIEWED'],
    ['PIECES', ['REVIEWED', 'DISPENSED', 'CHECKED'], 'DISPENSED', 'CHECKED'],
  ])('does not lead on from where it does not: %s %j, %s', async (form, steps, to, status) => {
    const { id } = await at.ordered(form === 'PIECES' ? asPieces : {}, steps);
    const viewer = ['SIGNED', 'CANCELLED'].includes(to) ? township : lead;
    const refused = await at.step(viewer, id, to, { note: '不要了' });
    expect(refused).toMatchObject({
      ...{ order: null, code: 'CONFLICT', details: { decoctionId: id, status, field: 'to' } },
    });
  });

  it('has no step of the other form, and none back to its upload', async () => {
    const { id } = await at.ordered(asPieces);
    for (const to of ['SOAKED', 'DECOCTED', 'UPLOADED'])
      expect(await at.step(lead, id, to)).toMatchObject({
        ...{ code: 'INVALID_INPUT', details: { field: 'to' } },
      });
  });
});
