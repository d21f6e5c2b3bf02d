import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import {
  aPlainOrder,
  day,
  doctor,
  lead,
  openTcmPharmacy,
  people,
  type TcmPharmacy,
  township,
} from '../testing/tcm-pharmacy';

describeOnBothDatabases('the two sides of an order at the TCM pharmacy', (kind) => {
  let at: TcmPharmacy;
  beforeAll(async () => {
    at = await openTcmPharmacy(kind);
  });
  afterAll(() => at?.stop());
  beforeEach(() => {
    at.desk.clock.now = day;
  });

  it('say why it is given up, and may then send it again', async () => {
    const { id, prescriptionId } = await at.ordered();
    for (const [viewer, to] of [
      [lead, 'REJECTED'],
      [township, 'CANCELLED'],
    ] as const)
      for (const note of [null, ' ', 'x'.repeat(501)])
        expect(await at.step(viewer, id, to, { note })).toMatchObject({
          ...{ code: 'INVALID_INPUT', details: { field: 'note' } },
        });
    expect(await at.step(lead, id, 'REVIEWED', { machine: 'x'.repeat(61) })).toMatchObject({
      ...{ code: 'INVALID_INPUT', details: { field: 'machine' } },
    });
    await at.step(township, id, 'CANCELLED', { note: '改方' });
    at.desk.clock.now = new Date(day.getTime() + 1);
    const { order } = await at.order(aPlainOrder(prescriptionId));
    expect((await at.shown(prescriptionId))?.decoction).toEqual({
      ...{ id: order?.id, status: 'UPLOADED' },
    });
  });

  it('lead it each by its own steps, and it is closed to every other', async () => {
    const { id } = await at.ordered();
    for (const [viewer, to] of [
      [township, 'REVIEWED'],
      [doctor, 'REVIEWED'],
      [lead, 'CANCELLED'],
    ] as const)
      expect(await at.step(viewer, id, to, { note: '不要了' })).toMatchObject({
        ...{ code: 'FORBIDDEN', details: { field: 'to' } },
      });
    for (const viewer of [people, aViewer('CLINICIAN', 'county-hospital')])
      for (const one of [id, 'none'])
        expect(await at.step(viewer, one, 'REVIEWED')).toMatchObject({
          ...{ code: 'FORBIDDEN', details: { decoctionId: one } },
        });
    expect(await at.step(aViewer('AUDITOR', 'county-hospital'), id, 'REVIEWED')).toMatchObject({
      code: 'FORBIDDEN',
    });
  });

  it('share no sheet: it stays closed to who prepares it', async () => {
    const { prescriptionId } = await at.ordered({}, ['REVIEWED', 'DISPENSED']);
    const query = 'query ($id: ID!) { sheet: prescription(id: $id) { id } }';
    const asked = await at.desk.run(lead, query, { id: prescriptionId }, {});
    expect(asked).toMatchObject({ sheet: null, code: 'FORBIDDEN' });
    const service = { ...lead, service: 'patients' };
    const bases =
      '{ held: prescriptionBases(patientIds: ["patient-1"], institutionId: "county-hospital") }';
    expect((await at.desk.harness.run(service, bases)).data?.held).toEqual([]);
  });

  it('keep what they typed from the region, which sees where it is', async () => {
    const { prescriptionId } = await at.ordered({ note: '饭后服' });
    const query =
      'query ($id: ID!) { sheet: prescription(id: $id) { decoction { status note events { machine note } } } }';
    const platform = aViewer('REGIONAL_PLATFORM', 'county-hospital');
    const opened = { 'patient-1': { basis: 'PLATFORM_SCOPE' } } as const;
    const asked = await at.desk.harness.run(platform, query, { id: prescriptionId }, opened);
    expect(asked.data?.sheet).toEqual({
      decoction: { status: 'UPLOADED', note: null, events: [{ machine: null, note: null }] },
    });
    expect(new Set(asked.errors?.map(({ path }) => path?.at(-1)))).toEqual(
      new Set(['note', 'machine']),
    );
  });
});
