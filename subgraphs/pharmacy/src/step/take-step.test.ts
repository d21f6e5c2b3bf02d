import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { doctor } from '../testing/dispensary';
import { drugCode } from '../testing/pharmacy.factory';
import { checker, issued, last, open, openSteps, type Steps } from '../testing/sheet-steps';

describeOnBothDatabases('the steps of a prescription', (kind) => {
  let at: Steps;
  beforeAll(async () => {
    at = await openSteps(kind);
  });
  afterAll(() => at?.desk.stop());
  beforeEach(() => {
    at.desk.clock.now = issued;
  });

  it('are kept and told with who took them, where and why', async () => {
    const id = await at.handed();
    expect((await at.approve(id)).sheet?.status).toBe('APPROVED');
    const { sheet } = await at.cancel(id);
    expect(sheet?.status).toBe('CANCELLED');
    const [there, here] = ['county-hospital', 'township-dongpu'];
    expect(sheet?.events).toEqual([
      { status: 'ISSUED', by: doctor.name, note: null, institution: { id: there } },
      { status: 'APPROVED', by: checker.name, note: null, institution: { id: here } },
      { status: 'CANCELLED', by: doctor.name, note: '开错药', institution: { id: there } },
    ]);
    const same = { prescriptionId: id, kind: 'ORDINARY', patientId: 'patient-1', sensitive: false };
    const of = { ...same, issuedAtInstitutionId: there };
    expect(await at.toldOf(id)).toEqual([
      { ...of, step: 1, status: 'ISSUED', institutionId: there },
      { ...of, step: 2, status: 'APPROVED', institutionId: here },
      { ...of, step: 3, status: 'CANCELLED', institutionId: there },
    ]);
  });

  it('say why a sheet was rejected', async () => {
    const { sheet } = await at.reject(await at.handed(), ' 与处方诊断不符 ');
    expect(sheet?.status).toBe('REJECTED');
    expect(sheet?.events).toMatchObject([{}, { status: 'REJECTED', note: '与处方诊断不符' }]);
  });

  it.each([
    ['approved', 'approved', 'APPROVED'],
    ['approved', 'rejected', 'APPROVED'],
    ['rejected', 'approved', 'REJECTED'],
    ['rejected', 'cancelled', 'REJECTED'],
    ['cancelled', 'approved', 'CANCELLED'],
    ['cancelled', 'cancelled', 'CANCELLED'],
    ['issued', 'dispensed', 'ISSUED'],
    ['rejected', 'dispensed', 'REJECTED'],
    ['cancelled', 'dispensed', 'CANCELLED'],
  ])('do not lead on from where they do not: what is %s is not %s', async (first, then, status) => {
    const id = await at.handed();
    const steps: Record<string, () => Promise<object>> = {
      ...{
        issued: async () => ({}),
        approved: () => at.approve(id),
        rejected: () => at.reject(id),
      },
      ...{ cancelled: () => at.cancel(id), dispensed: () => at.dispense(id) },
    };
    expect(await steps[first]?.()).not.toMatchObject({ code: expect.anything() });
    const told = (await at.toldOf(id)).length;
    expect(await steps[then]?.()).toMatchObject({
      ...{ sheet: null, code: 'CONFLICT', details: { prescriptionId: id, status } },
    });
    expect(await at.toldOf(id)).toHaveLength(told);
  });

  it('cancel nothing of which a part was handed out', async () => {
    const id = await at.handed();
    await at.approve(id);
    await at.desk.dispense(checker, id, [{ drugCode: drugCode(1), quantity: 1 }]);
    expect(await at.cancel(id)).toMatchObject({
      ...{ code: 'CONFLICT', details: { status: 'PARTLY_DISPENSED' } },
    });
  });

  it('need a reason where they end a sheet', async () => {
    const id = await at.handed();
    for (const reason of ['', ' ', 'x'.repeat(501)])
      for (const refused of [await at.reject(id, reason), await at.cancel(id, doctor, reason)])
        expect(refused).toMatchObject({ code: 'INVALID_INPUT', details: { field: 'reason' } });
    expect((await at.approve(id)).sheet?.status).toBe('APPROVED');
  });

  it('are taken until the last moment of the sheet, and then not, also before the clock', async () => {
    const [id, late] = [await at.handed(), await at.handed()];
    at.desk.clock.now = last;
    expect((await at.approve(id)).sheet?.status).toBe('APPROVED');
    at.desk.clock.now = new Date(last.getTime() + 1);
    for (const refused of [await at.approve(late), await at.reject(late), await at.dispense(id)])
      expect(refused).toMatchObject({ code: 'CONFLICT', details: { status: 'EXPIRED' } });
  });

  describe('are not for everybody:', () => {
    it('no pharmacist who was not handed the sheet', async () => {
      const id = await at.handed();
      expect(await at.approve(id, aViewer('PHARMACIST', 'people-hospital'))).toMatchObject({
        ...{ code: 'FORBIDDEN', sheet: null },
      });
    });

    it('no institution outside the community, also where it has a basis', async () => {
      const outside = aViewer('PHARMACIST', 'city-hospital');
      const refused = await at.desk.step(
        ...([outside, 'approvePrescription', await at.handed(), undefined, open] as const),
      );
      expect(refused).toMatchObject({
        ...{ code: 'FORBIDDEN', details: { institutionId: 'city-hospital' } },
      });
    });

    it('only who issued it cancels', async () => {
      const refused = await at.cancel(await at.handed(), aViewer('CLINICIAN', 'people-hospital'));
      expect(refused).toMatchObject({ code: 'FORBIDDEN', details: { field: 'id' } });
    });

    it('nobody checks what she wrote herself', async () => {
      const roles = ['CLINICIAN', 'PHARMACIST'] as const;
      const named = { ...doctor, roles };
      const unnamed = { ...aViewer('CLINICIAN'), roles };
      for (const both of [named, unnamed]) {
        const id = await at.handed(both);
        for (const [field, reason] of [['approvePrescription'], ['rejectPrescription', '不妥']])
          expect(await at.desk.step(both, field ?? '', id, reason, open)).toMatchObject({
            ...{ code: 'FORBIDDEN', details: { field: 'id', prescriptionId: id } },
          });
        expect((await at.approve(id)).sheet?.status).toBe('APPROVED');
      }
    });
  });
});
