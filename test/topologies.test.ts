import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { startCounty, type TestCounty } from './support/county';
import { operation } from './support/operations';

const noon = new Date('2026-11-20T04:00:00Z');
const clinician = 'clinician@county-hospital';

const labReport = {
  patient: {
    identifiers: [{ system: 'MEDICAL_RECORD_NUMBER', value: 'T-1' }],
    demographics: { name: '周雨', gender: 'FEMALE', birthDate: '1990-05-06' },
  },
  ...{ sourceId: 'T-LAB-1', status: 'FINAL', conclusion: null },
  ...{ effectiveAt: '2026-11-20T08:00:00+08:00', issuedAt: '2026-11-20T09:00:00+08:00' },
  observations: [
    {
      code: '718-7',
      name: '血红蛋白',
      value: '128',
      unit: 'g/L',
      referenceRange: '115-150',
      flag: 'N',
    },
    {
      code: '777-3',
      name: '血小板计数',
      value: '<20',
      unit: '10*9/L',
      referenceRange: '125-350',
      flag: 'LL',
    },
  ],
};
const examReport = {
  ...{ patient: labReport.patient, sourceId: 'T-CT-1', status: 'FINAL' },
  ...{ effectiveAt: '2026-11-20T08:00:00+08:00', issuedAt: '2026-11-20T09:00:00+08:00' },
  ...{
    itemCode: 'CT-CHEST',
    modality: 'CT',
    findings: '双肺纹理清晰。',
    conclusion: '未见明显异常。',
  },
};

describeOnBothDatabases('one process and apart', (kind) => {
  let here: TestCounty;
  let apart: TestCounty;
  beforeAll(async () => {
    const options = { kind, now: () => noon };
    here = await startCounty({ ...options, topology: 'one process' });
    apart = await startCounty({ ...options, topology: 'apart' });
  }, 120_000);
  afterAll(async () => {
    await here?.stop();
    await apart?.stop();
  });

  const both = async (user: string, name: string, variables: Record<string, unknown>) => {
    const text = operation(name);
    return [await here.run(user, text, variables), await apart.run(user, text, variables)] as const;
  };
  const resident = (index: number) => here.county.person(index);

  it.each([
    ['UnifiedRecord', clinician, () => ({ id: resident(0).id })],
    ['UnifiedRecord', 'family-doctor@township-dongpu', () => ({ id: resident(0).id })],
    ['FindPatient', clinician, () => ({ search: resident(0).name })],
    ['Institutions', clinician, () => ({})],
    ['Trend', clinician, () => ({ id: resident(0).id, item: '4548-4' })],
    ['PostLab', 'reporter@township-dongpu', () => ({ input: labReport })],
    ['PostLab', 'reporter@township-dongpu', () => ({ input: labReport })],
    ['PostExam', 'reporter@imaging-center', () => ({ input: examReport })],
  ])('answer %s of %s with the same bytes', async (name, user, variables) => {
    const [one, other] = await both(user, name, variables());
    expect(one.errors).toBeUndefined();
    expect(JSON.stringify(other.data)).toBe(JSON.stringify(one.data));
    expect(JSON.stringify(one.data).length).toBeGreaterThan(60);
  });

  it('refuse alike', async () => {
    const [one, other] = await both('auditor@county-hospital', 'UnifiedRecord', {
      id: resident(0).id,
    });
    expect(one.errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    expect([other.data, other.errors]).toEqual([one.data, one.errors]);
  });
});
