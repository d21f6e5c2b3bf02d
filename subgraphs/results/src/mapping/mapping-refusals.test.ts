import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { roles } from '@lianyi/shared/auth/viewer';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { createMappingClient, leadManager } from '../testing/mapping.client';
import { aLabReport, anExamReport, anObservation } from '../testing/report.factory';
import { type ResultsHarness, startResults } from '../testing/results.harness';

describeOnBothDatabases('what mapLocalCode refuses', (kind) => {
  let results: ResultsHarness;
  const { map, queue } = createMappingClient(() => results);
  beforeAll(async () => {
    results = await startResults(kind);
  });
  afterAll(() => results.stop());

  it.each([
    ['code', {}],
    ['code', { code: 'A', unit: 'B', itemCode: '6690-2', ucumUnit: 'g/L' }],
    ['code', { code: ' ', itemCode: '6690-2' }],
    ['code', { code: 'x'.repeat(101), itemCode: '6690-2' }],
    ['itemCode', { code: 'A' }],
    ['itemCode', { code: 'A', itemCode: '0000-0' }],
    ['itemCode', { code: 'A', itemCode: 'CT-ALL' }],
    ['itemCode', { unit: 'A', itemCode: '6690-2', ucumUnit: 'g/L' }],
    ['ucumUnit', { code: 'A', itemCode: '6690-2', ucumUnit: 'g/L' }],
    ['ucumUnit', { code: 'A', itemCode: '6690-2', ucumUnit: '个' }],
    ['ucumUnit', { code: 'A', itemCode: '5196-1', ucumUnit: 'g/L' }],
    ['ucumUnit', { unit: '克每升' }],
    ['ucumUnit', { unit: '克每升', ucumUnit: '克/升' }],
    ['unit', { unit: ' - ', ucumUnit: 'g/L' }],
  ])('refuses bad input, naming %s, and changes nothing', async (field, input) => {
    const { errors } = await map(input);
    expect(errors).toMatchObject([{ extensions: { code: 'INVALID_INPUT', field } }]);
    const [row] = await results.database.read.query(
      "SELECT COUNT(*) AS n FROM `code_mapping` WHERE `printedKey` IN ('A', 'B', '克每升')",
    );
    expect(Number(row.n)).toBe(0);
  });

  const refusal = async (input: object) => (await map(input)).errors?.[0]?.extensions?.field;

  it('refuses an exam for a laboratory’s code, and an item that is no exam for one of an exam', async () => {
    await results.post(aLabReport({ observations: [anObservation({ code: 'LAB-1' })] }));
    await results.post(anExamReport({ itemCode: 'EXAM-1' }), { kind: 'Exam' });
    expect(await refusal({ code: 'LAB-1', itemCode: 'CT-CHEST' })).toBe('itemCode');
    expect(await refusal({ code: 'EXAM-1', itemCode: '6690-2' })).toBe('itemCode');
    expect(await refusal({ code: 'EXAM-1', itemCode: 'CT-CHEST' })).toBeUndefined();
  });

  it('refuses an item of another modality than that of all exams under the code', async () => {
    const send = (modality: 'CR' | 'DX', sourceId: string) =>
      results.post(anExamReport({ sourceId, itemCode: '胸片', modality }), { kind: 'Exam' });
    await send('CR', 'cr');
    expect(await refusal({ code: '胸片', itemCode: 'CT-CHEST' })).toBe('itemCode');
    expect(await refusal({ code: '胸片', itemCode: 'DX-CHEST' })).toBe('itemCode');
    await send('DX', 'dx');
    expect(await refusal({ code: '胸片', itemCode: 'DX-CHEST' })).toBeUndefined();
  });

  it('refuses a unit that does not convert to that of the item it is printed for', async () => {
    const observations = [anObservation({ unit: '十亿每升' })];
    await results.post(aLabReport({ sourceId: 'unit', observations }));
    expect(await refusal({ unit: '十亿每升', ucumUnit: 'g/L' })).toBe('ucumUnit');
    expect(await refusal({ unit: '十亿每升', ucumUnit: '10*9/L' })).toBeUndefined();
  });

  it('refuses another institution’s codes, but not at the one that leads the community', async () => {
    const input = { institutionId: 'township-xiling', code: 'L', itemCode: '6690-2' };
    const outside = { ...input, institutionId: 'city-hospital' };
    const refused = [await map(input), await map(outside, leadManager)];
    expect(refused.map(({ errors }) => errors?.[0]?.extensions?.code)).toEqual([
      ...['FORBIDDEN', 'FORBIDDEN'],
    ]);
    expect((await map(input, leadManager)).mapping).toMatchObject({
      institution: { id: 'township-xiling' },
    });
  });

  it('refuses an institution outside the community, of its own codes too', async () => {
    const outsider = aViewer('QUALITY_MANAGER', 'city-hospital');
    const { errors } = await map({ code: 'out', itemCode: '6690-2' }, outsider);
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  });

  it.each(roles.filter((role) => role !== 'QUALITY_MANAGER'))(
    'refuses the role %s',
    async (role) => {
      const viewer = aViewer(role, 'township-dongpu');
      const input = { code: 'role', itemCode: '6690-2' };
      expect((await map(input, viewer)).errors).toMatchObject([
        { extensions: { code: 'FORBIDDEN' } },
      ]);
      expect((await queue('', viewer)).errors).toMatchObject([
        { extensions: { code: 'FORBIDDEN' } },
      ]);
    },
  );
});
