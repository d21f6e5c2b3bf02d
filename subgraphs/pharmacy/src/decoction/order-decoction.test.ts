import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { aSheetInput } from '../testing/dispensary';
import {
  aconite,
  angelica,
  anOrder,
  asPieces,
  astragalus,
  inGrams,
  openTcmPharmacy,
  people,
  type TcmPharmacy,
  township,
} from '../testing/tcm-pharmacy';

describeOnBothDatabases('sending a sheet to the TCM pharmacy', (kind) => {
  let at: TcmPharmacy;
  let spare: string;
  beforeAll(async () => {
    at = await openTcmPharmacy(kind);
    spare = (await at.sheet()).id;
  });
  afterAll(() => at?.stop());

  it('sends its pieces, how they are taken and the clinic', async () => {
    const { id: prescriptionId } = await at.sheet();
    const { order } = await at.order(anOrder({ prescriptionId, note: ' 饭后服 ' }));
    expect(order).toMatchObject({
      ...{ status: 'UPLOADED', form: 'DECOCTED', doses: 7, timesADay: 2, serving: 'WARM' },
      ...{ bags: 14, volumePerBag: 150, note: '饭后服', warnings: [], endedAt: null },
      ...{ clinic: { id: 'township-dongpu' }, pharmacy: { id: 'county-hospital' } },
      pieces: [
        { quantity: 70, treatment: null, drug: { code: angelica } },
        { quantity: 210, treatment: 'FIRST', drug: { code: astragalus } },
      ],
    });
  });

  it('tells of nobody: neither the person, nor the sheet, nor its number', async () => {
    const sheet = await at.sheet();
    const { order } = await at.order(anOrder({ prescriptionId: sheet.id }));
    const told: { payload: string }[] = await at.desk.harness.database.read.query(
      "SELECT `payload` FROM `outbox_event` WHERE `type` = 'pharmacy.decoction.stepped'",
    );
    const text = JSON.stringify([order, told]);
    for (const word of ['patient-1', sheet.id, sheet.number]) expect(text).not.toContain(word);
  });

  it('is one order for its key, and refused under it with other content', async () => {
    const input = anOrder({ prescriptionId: (await at.sheet()).id });
    const { order } = await at.order(input);
    expect((await at.order(input)).order).toMatchObject({ id: order?.id, status: 'UPLOADED' });
    for (const change of [
      { doses: 14 },
      { serving: 'COLD' },
      { treatments: null },
      { note: null },
      { volumePerBag: 200 },
    ])
      expect(await at.order({ ...input, ...change })).toMatchObject({
        ...{ code: 'CONFLICT', details: { field: 'idempotencyKey' } },
      });
  });

  it('is done once, until the order was given up', async () => {
    const { id, prescriptionId } = await at.ordered();
    expect(await at.order(anOrder({ prescriptionId }))).toMatchObject({
      ...{ order: null, code: 'CONFLICT' },
      details: { decoctionId: id, status: 'UPLOADED', field: 'prescriptionId' },
    });
  });

  it.each([
    ['prescriptionId', { prescriptionId: ' ' }],
    ['idempotencyKey', { idempotencyKey: ' ' }],
    ['pharmacyInstitutionId', { pharmacyInstitutionId: 'people-hospital' }],
    ['doses', { doses: 0 }],
    ['doses', { doses: 31 }],
    ['timesADay', { timesADay: 0 }],
    ['timesADay', { timesADay: 5 }],
    ['bags', { bags: null }],
    ['bags', { bags: 0 }],
    ['bags', { bags: 15 }],
    ['bags', { bags: 126 }],
    ['bags', { ...asPieces, bags: 14 }],
    ['volumePerBag', { volumePerBag: null }],
    ['volumePerBag', { volumePerBag: 49 }],
    ['volumePerBag', { volumePerBag: 401 }],
    ['volumePerBag', { ...asPieces, volumePerBag: 150 }],
    ['note', { note: 'x'.repeat(501) }],
    ['treatments[0].drugCode', { treatments: [{ drugCode: 'T000000003', treatment: 'LATER' }] }],
    [
      'treatments[1].drugCode',
      {
        treatments: [
          { drugCode: angelica, treatment: 'LATER' },
          { drugCode: angelica, treatment: 'WRAPPED' },
        ],
      },
    ],
  ])('is refused naming %s: %j', async (field, change) => {
    const refused = await at.order(anOrder({ prescriptionId: spare, ...change }));
    expect(refused).toMatchObject({ order: null, code: 'INVALID_INPUT', details: { field } });
    expect((await at.shown(spare))?.decoction).toBeNull();
  });

  it('is taken at the limits themselves', async () => {
    for (const change of [
      { doses: 30, bags: 120, timesADay: 4, volumePerBag: 50 },
      { doses: 1, bags: 1, timesADay: 1, volumePerBag: 400 },
    ]) {
      const { id: prescriptionId } = await at.sheet();
      expect((await at.order(anOrder({ prescriptionId, ...change }))).order).toMatchObject(change);
    }
  });

  it('holds no more of a toxic piece in a dose than its limit, but with the sheet’s reason', async () => {
    const items = [inGrams(aconite, 105)];
    const bare = { treatments: null, bags: 42, doses: 7 };
    const { id: prescriptionId } = await at.sheet({ items });
    expect(await at.order(anOrder({ ...bare, prescriptionId, doses: 6 }))).toMatchObject({
      ...{ order: null, code: 'INVALID_INPUT', details: { field: 'doses' } },
    });
    expect((await at.order(anOrder({ ...bare, prescriptionId }))).order?.warnings).toEqual([]);
    const { id: explained } = await at.sheet({ items, reason: '寒证重' });
    const six = anOrder({ ...bare, prescriptionId: explained, doses: 6 });
    expect((await at.order(six)).order?.warnings).toEqual([
      '附子每日（付）17.5g，超过限量15g（常用量3～15g），已注明理由',
    ]);
  });

  it('is for approved sheets of pieces alone', async () => {
    const { sheet: issued } = await at.desk.issue(
      aSheetInput({
        ...{ kind: 'TCM' },
        items: [{ drugCode: angelica, dosage: '水煎服', days: 7, quantity: 70 }],
      }),
    );
    await at.desk.hand(township, issued?.number ?? '');
    expect(await at.order(anOrder({ prescriptionId: issued?.id, treatments: null }))).toMatchObject(
      { code: 'CONFLICT', details: { status: 'ISSUED' } },
    );
    const { sheet: other } = await at.desk.issue(aSheetInput());
    await at.desk.hand(township, other?.number ?? '');
    expect(await at.order(anOrder({ prescriptionId: other?.id, treatments: null }))).toMatchObject({
      ...{ code: 'INVALID_INPUT', details: { field: 'prescriptionId' } },
    });
    const cancelled = await at.sheet();
    await at.desk.step(
      aViewer('FAMILY_DOCTOR', 'township-dongpu'),
      'cancelPrescription',
      ...([cancelled.id, '开错药', { 'patient-1': {} }] as const),
    );
    expect(await at.order(anOrder({ prescriptionId: cancelled.id }))).toMatchObject({
      ...{ code: 'CONFLICT', details: { status: 'CANCELLED' } },
    });
  });

  it('is for pharmacists who were handed the sheet, in the community', async () => {
    const sheet = await at.sheet();
    const input = anOrder({ prescriptionId: sheet.id });
    for (const viewer of [
      people,
      aViewer('FAMILY_DOCTOR', 'township-dongpu'),
      aViewer('PHARMACIST', 'city-hospital'),
    ])
      expect(await at.order(input, viewer)).toMatchObject({ order: null, code: 'FORBIDDEN' });
    await at.desk.hand(people, sheet.number);
    expect((await at.order(input, people)).order).toMatchObject({
      ...{ clinic: { id: 'township-dongpu' }, status: 'UPLOADED' },
    });
  });
});
