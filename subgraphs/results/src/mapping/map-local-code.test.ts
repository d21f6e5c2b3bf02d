import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { createMappingClient, dongpuManager, leadManager } from '../testing/mapping.client';
import { aLabReport, anExamReport, anObservation, aQualityRecord } from '../testing/report.factory';
import { dongpu, type ResultsHarness, startResults } from '../testing/results.harness';

const values =
  '{ value unit referenceRange ucumUnit item { code } recognition { status obstacles } }';

describeOnBothDatabases('mapLocalCode', (kind) => {
  let results: ResultsHarness;
  const { map, queue } = createMappingClient(() => results);
  beforeAll(async () => {
    results = await startResults(kind);
    await results.database.transaction((manager) =>
      manager.save([aQualityRecord(), aQualityRecord({ id: 'ct', itemCode: 'CT-ALL' })]),
    );
  });
  let patient = '';
  let count = 0;
  beforeEach(() => {
    count += 1;
    patient = `patient-${count}`;
    results.county.access.set(patient, {});
  });
  afterAll(() => results.stop());

  const post = (overrides: Parameters<typeof anObservation>[0], more: object = {}) =>
    results.post(
      aLabReport({
        ...{ sourceId: `lab-${count}`, patient: { patientId: patient } },
        ...{ observations: [anObservation(overrides)], ...more },
      }),
      { fields: 'report { id version history { version } }' },
    );
  const seen = async (fields = values) => {
    const { value } = await results.ofPatient(
      `labReports { nodes { observations ${fields} } } filtered: labReports(itemCode: "6690-2") { nodes { id } } trend(itemCode: "6690-2") { value }`,
      patient,
    );
    return value as {
      labReports: { nodes: { observations: Record<string, unknown>[] }[] };
      filtered: { nodes: unknown[] };
      trend: unknown[];
    };
  };

  it('gives what arrived before its item: lists, trends and verdicts see it, the print stays', async () => {
    const { value: posted } = await post({ code: `W${count}`, name: '白细胞' });
    const before = await seen();
    expect(before.labReports.nodes[0]?.observations[0]).toMatchObject({
      item: { code: `W${count}` },
      recognition: { obstacles: ['NOT_IN_CATALOGUE', 'NO_QUALITY_RECORD'] },
    });
    expect([before.filtered.nodes, before.trend]).toEqual([[], []]);
    const { mapping, errors } = await map({ code: `W${count}`, itemCode: '6690-2' });
    expect(errors).toBeUndefined();
    expect(mapping).toMatchObject({
      ...{ kind: 'LABORATORY_CODE', printed: `W${count}`, item: { code: '6690-2' } },
      ...{ mappedBy: dongpuManager.name, mappedAt: '2026-03-04T10:00:00+08:00' },
    });
    const after = await seen();
    expect(after.labReports.nodes[0]?.observations[0]).toEqual({
      ...{ value: '5.60', unit: '×10^9/L', referenceRange: '3.5-9.5', ucumUnit: '10*9/L' },
      ...{ item: { code: '6690-2' }, recognition: { status: 'RECOGNIZED', obstacles: [] } },
    });
    expect([after.filtered.nodes, after.trend]).toEqual([
      [{ id: posted?.report.id }],
      [{ value: '5.60' }],
    ]);
    const again = await post({ code: `W${count}`, name: '白细胞' });
    expect(again.value).toMatchObject({
      outcome: 'UNCHANGED',
      report: { version: 1, history: [{}] },
    });
  });

  it('holds for what comes after, and for no other institution', async () => {
    await map({ code: 'later', itemCode: '6690-2' });
    await post({ code: 'later' });
    expect((await seen()).trend).toHaveLength(1);
    const xiling = { ...dongpu, institutionId: 'township-xiling' };
    const input = aLabReport({ sourceId: 'x', observations: [anObservation({ code: 'later' })] });
    const fields = 'report { observations { item { code } } }';
    const { value } = await results.post(input, { viewer: xiling, fields });
    expect(value?.report.observations).toEqual([{ item: { code: 'later' } }]);
  });

  it('leaves what arrived at another institution under the same code as it was', async () => {
    const xiling = { ...dongpu, institutionId: 'township-xiling' };
    const exam = { patient: { patientId: patient }, itemCode: '胸部平扫' };
    for (const viewer of [dongpu, xiling]) {
      const sourceId = `same-${viewer.institutionId}`;
      const observations = [anObservation({ code: 'SAME' })];
      const lab = { sourceId, patient: { patientId: patient }, observations };
      await results.post(aLabReport(lab), { viewer });
      await results.post(anExamReport({ ...exam, sourceId }), { viewer, kind: 'Exam' });
    }
    await map({ code: 'SAME', itemCode: '6690-2' });
    await map({ code: '胸部平扫', itemCode: 'CT-CHEST' });
    const { value } = await results.ofPatient(
      'labReports { nodes { institution { id } observations { item { code } } } } examReports { nodes { institution { id } item { code } } }',
      patient,
    );
    const [own, other] = [{ id: 'township-dongpu' }, { id: 'township-xiling' }];
    expect(value).toEqual({
      labReports: {
        nodes: expect.arrayContaining([
          { institution: own, observations: [{ item: { code: '6690-2' } }] },
          { institution: other, observations: [{ item: { code: 'SAME' } }] },
        ]),
      },
      examReports: {
        nodes: expect.arrayContaining([
          { institution: own, item: { code: 'CT-CHEST' } },
          { institution: other, item: { code: '胸部平扫' } },
        ]),
      },
    });
  });

  it('can be corrected: the last word counts, and the same again is the same answer', async () => {
    await post({ code: `R${count}` });
    const first = await map({ code: `R${count}`, itemCode: '718-7' });
    const institutionId = 'township-dongpu';
    const second = await map({ code: `R${count}`, itemCode: '6690-2', institutionId }, leadManager);
    const third = await map({ code: `R${count}`, itemCode: '6690-2' });
    expect(second.mapping).not.toEqual(first.mapping);
    expect(second.mapping).toMatchObject({ mappedBy: leadManager.name });
    expect(third.mapping).toEqual(second.mapping);
    expect((await seen()).trend).toHaveLength(1);
    const said = '{ said: localCodeMappings(printed: "R%") { nodes { mappedBy item { code } } } }';
    const { data } = await results.run(dongpuManager, said.replace('%', String(count)));
    expect(data?.said).toEqual({
      nodes: expect.arrayContaining([
        { mappedBy: leadManager.name, item: { code: '6690-2' } },
        { mappedBy: dongpuManager.name, item: { code: '718-7' } },
      ]),
    });
  });

  it('hides a report from those who may not see sensitive items once its code is known as one', async () => {
    const hiv = { code: `H${count}`, value: '阴性', unit: null, referenceRange: '阴性' };
    await post(hiv, { conclusion: '未检出' });
    results.county.access.set(patient, { basis: 'PLATFORM_SCOPE', sensitive: false });
    expect((await seen()).labReports.nodes).toHaveLength(1);
    await map({ code: `H${count}`, itemCode: '56888-1' });
    expect((await seen()).labReports.nodes).toEqual([]);
    await map({ code: `H${count}`, itemCode: '5196-1' });
    expect((await seen()).labReports.nodes).toHaveLength(1);
  });

  it('gives exam reports of that code their item', async () => {
    const exam = { sourceId: `exam-${count}`, itemCode: 'CT胸', patient: { patientId: patient } };
    await results.post(anExamReport(exam), { kind: 'Exam' });
    const fields = 'examReports { nodes { findings item { code } recognition { status } } }';
    expect((await results.ofPatient(fields, patient)).value).toMatchObject({
      examReports: {
        nodes: [{ item: { code: 'CT胸' }, recognition: { status: 'NOT_RECOGNIZED' } }],
      },
    });
    const { mapping } = await map({ code: 'CT胸', itemCode: 'CT-CHEST' });
    expect(mapping).toMatchObject({ kind: 'EXAM_CODE' });
    expect((await results.ofPatient(fields, patient)).value).toMatchObject({
      examReports: {
        nodes: [{ item: { code: 'CT-CHEST' }, recognition: { status: 'RECOGNIZED' } }],
      },
    });
    expect((await queue('(kind: EXAM_CODE)')).nodes).toEqual([]);
  });

  it('maps more values than one step holds, older versions too', async () => {
    const observations = Array.from({ length: 400 }, () => anObservation({ code: 'many' }));
    const times = ['09', '10', '11'].map((hour) => `2026-03-01T${hour}:00:00+08:00`);
    for (const issuedAt of times) await post({}, { observations, issuedAt });
    await map({ code: 'many', itemCode: '6690-2' });
    const [row] = await results.database.read.query(
      "SELECT COUNT(*) AS n FROM `observation` WHERE `printedCode` = 'many' AND `itemCode` = '6690-2' AND `mapped` = 1",
    );
    expect(Number(row.n)).toBe(1200);
  });
});
