import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Viewer } from '@lianyi/shared/auth/viewer';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { createOrderingClient, hiv, taken, xiling } from '../testing/ordering.client';
import { anObservation } from '../testing/report.factory';
import { clinician, dongpu, type ResultsHarness, startResults } from '../testing/results.harness';

const query = `query ($patientId: ID!, $items: [LatestValueInput!]!) {
  values: latestValues(patientId: $patientId, items: $items) { code unit takenAt number comparator interpretation }
}`;
const referrals = (viewer: Viewer): Viewer => ({ ...viewer, service: 'referrals' });
const glucose = (value: string, unit: string) =>
  anObservation({ code: '14771-0', name: '空腹血糖', value, unit, referenceRange: '3.9-6.1' });

describeOnBothDatabases('the latest values another part asks for', (kind) => {
  let results: ResultsHarness;
  const { postLab } = createOrderingClient(() => results);
  beforeAll(async () => {
    results = await startResults(kind);
    for (const id of ['newest', 'units', 'text', 'many']) results.county.access.set(id, {});
    results.county.access.set('own', { scope: 'OWN' });
    results.county.access.set('hidden', { sensitive: false });
    results.county.access.set('merged', { records: ['merged', 'newest'] });
  });
  afterAll(() => results?.stop());

  const ask = async (patientId: string, items: object[], viewer = referrals(clinician)) => {
    const { data, errors } = await results.run(viewer, query, { patientId, items });
    return { values: (data?.values ?? null) as readonly object[] | null, errors };
  };
  const mmol = { code: '14771-0', unit: 'mmol/L' };

  it('are the newest in force, and nothing where there is none', async () => {
    await postLab('newest', { ...taken(2), observations: [glucose('7.1', 'mmol/L')] });
    await postLab('newest', { ...taken(3), observations: [glucose('6.9', 'mmol/L')] }, xiling);
    await postLab('newest', { ...taken(1), observations: [glucose('5.0', 'mmol/L')] });
    const { values } = await ask('newest', [mmol, { code: '718-7', unit: 'g/L' }]);
    expect(values).toEqual([
      {
        ...{ ...mmol, number: 6.9, comparator: null, interpretation: 'HIGH' },
        takenAt: '2026-03-03T08:00:00+08:00',
      },
    ]);
  });

  it('are of every record of a person', async () => {
    await postLab('merged', { ...taken(1), observations: [glucose('4.4', 'mmol/L')] });
    expect((await ask('merged', [mmol])).values).toMatchObject([{ number: 6.9 }]);
  });

  it('are converted to the unit asked for, whatever was printed', async () => {
    await postLab('units', { ...taken(2), observations: [glucose('45', 'mg/dL')] });
    const { values } = await ask('units', [mmol, { code: '14771-0', unit: 'g/L' }]);
    expect(values).toMatchObject([
      { unit: 'mmol/L', number: expect.closeTo(2.498, 3), interpretation: expect.any(String) },
      { unit: 'g/L', number: expect.closeTo(0.45, 9) },
    ]);
    expect((await ask('units', [{ code: '14771-0', unit: 'mm[Hg]' }])).values).toMatchObject([
      { unit: 'mm[Hg]', number: null },
    ]);
  });

  it('say what a word means, and which side of its limit a value lies', async () => {
    const protein = anObservation({
      ...{ code: '20454-5', name: '尿蛋白', value: '2+', unit: null, referenceRange: '阴性' },
    });
    const below = glucose('<1.1', 'mmol/L');
    await postLab('text', { ...taken(2), observations: [protein, below] });
    const { values } = await ask('text', [{ code: '20454-5' }, mmol]);
    expect(values).toMatchObject([
      { code: '20454-5', unit: null, number: null, interpretation: 'ABNORMAL' },
      { number: 1.1, comparator: '<' },
    ]);
  });

  it('are the viewer’s own institution’s with own data only', async () => {
    await postLab('own', { ...taken(2), observations: [glucose('6.6', 'mmol/L')] });
    expect((await ask('own', [mmol])).values).toEqual([]);
    const there = referrals(aViewer('CLINICIAN', dongpu.institutionId));
    expect((await ask('own', [mmol], there)).values).toMatchObject([{ number: 6.6 }]);
  });

  it('leave out what is sensitive where access does not reach it', async () => {
    await postLab('hidden', { ...taken(2), observations: [hiv] });
    expect((await ask('hidden', [{ code: '56888-1' }])).values).toEqual([]);
  });

  it('take no more statements for many items than for one', async () => {
    const observations = [glucose('7', 'mmol/L'), anObservation({ code: '6690-2' })];
    await postLab('many', { ...taken(2), observations });
    const count = async (items: object[]) => {
      results.statements.length = 0;
      await ask('many', items);
      return results.statements.length;
    };
    const codes = ['14771-0', '6690-2', '718-7', '2823-3', '4548-4', '98979-8', '22664-7'];
    expect(await count([mmol])).toBe(2);
    expect(await count(codes.map((code) => ({ code })))).toBe(2);
  });

  it('count as shown: a later version becomes a notice', async () => {
    const before = await ask('newest', [mmol]);
    expect(before.errors).toBeUndefined();
    await results.flushShown();
    const shown: object[] = await results.database.read.query(
      "SELECT `institutionId` AS `institutionId` FROM `report_shown` WHERE `institutionId` = 'county-hospital'",
    );
    expect(shown.length).toBeGreaterThan(0);
  });

  it.each([
    ['who is no part', clinician, 'newest', 'FORBIDDEN'],
    ['an officer', referrals(aViewer('REFERRAL_OFFICER')), 'newest', 'FORBIDDEN'],
    ['who has no basis', referrals(clinician), 'stranger', 'FORBIDDEN'],
  ])('are refused to %s', async (_, viewer, patientId, code) => {
    const { errors, values } = await ask(patientId, [mmol], viewer);
    expect(values).toBeNull();
    expect(errors).toMatchObject([{ extensions: { code } }]);
  });
});
