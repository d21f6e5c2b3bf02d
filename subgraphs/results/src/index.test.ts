import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Viewer } from '@lianyi/shared/auth/viewer';
import type { DatabaseKind } from '@lianyi/shared/database/database';
import { openDatabase } from '@lianyi/shared/database/open-database';
import type { RunningSubgraph } from '@lianyi/shared/subgraph/subgraph';
import {
  describeOnBothDatabases,
  schemaDrift,
  testLocation,
} from '@lianyi/shared/testing/test-databases';
import { aViewer, runAs, testOptions } from '@lianyi/shared/testing/test-subgraph';
import { loadCatalogue } from './catalogue/catalogue';
import { resultsTables } from './data-source';
import { createSubgraph } from './index';
import { QualityControl } from './quality/quality.entity';
import { aCounty } from './testing/county.factory';
import { aLabReport, anExamReport, anObservation, aQualityRecord } from './testing/report.factory';

describeOnBothDatabases('the results subgraph', (kind: DatabaseKind) => {
  const { location, remove } = testLocation(kind);
  const county = aCounty();
  const dongpu = aViewer('REPORTER', 'township-dongpu');
  const clinician = aViewer('CLINICIAN');
  let subgraph: RunningSubgraph;

  beforeAll(async () => {
    const database = await openDatabase({ ...resultsTables, location });
    await database.transaction(async (manager) => {
      await manager.save([
        aQualityRecord(),
        aQualityRecord({ id: 'quality-2', itemCode: 'CT-ALL' }),
        aQualityRecord({ id: 'quality-3', validFrom: '2025-01-01', validTo: '2025-12-31' }),
        aQualityRecord({ id: 'quality-4', itemCode: '718-7', passed: false }),
        aQualityRecord({ id: 'quality-5', itemCode: '777-3' }),
      ]);
      await manager.save(
        Object.assign(new QualityControl(), {
          ...{ institutionId: 'township-dongpu', itemCode: '777-3', day: '2026-03-01' },
          inControl: false,
        }),
      );
    });
    await database.close();
    const now = () => new Date('2026-03-04T10:00:00+08:00');
    subgraph = await createSubgraph(testOptions(location, { ask: county.ask, now }));
    county.access.set('patient-1', {});
  });
  afterAll(async () => {
    await subgraph.stop();
    await remove(['results']);
  });

  const postLab = async (
    input: object,
    viewer: Viewer = dongpu,
    fields = 'report { id version status }',
  ) => {
    const mutation = `mutation ($input: LabReportInput!) { postLabReport(input: $input) { outcome ${fields} } }`;
    const { data, errors } = await runAs(subgraph, viewer, mutation, { input });
    return { posted: data?.postLabReport as Posted | undefined, errors };
  };
  interface Posted {
    outcome: string;
    report: { id: string; version: number; status: string; [field: string]: unknown };
  }
  const patientQuery = (fields: string) =>
    `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Patient { ${fields} } } }`;
  const ofPatient = async (fields: string, id = 'patient-1', viewer: Viewer = clinician) => {
    const variables = { r: [{ __typename: 'Patient', id }] };
    const { data, errors } = await runAs(subgraph, viewer, patientQuery(fields), variables);
    const patient = (data?._entities as Record<string, unknown>[] | undefined)?.[0];
    return { patient, errors };
  };

  it('has the tables its entities describe', async () => {
    const database = await openDatabase({ ...resultsTables, location });
    expect(await schemaDrift(database)).toEqual([]);
    await database.close();
  });

  it('keeps what was printed and sets number, unit, code and meaning beside it', async () => {
    const observations = [
      anObservation({ value: '１２.５０', unit: 'X10^9/L' }),
      anObservation({
        code: 'XYZ',
        name: '某项',
        value: '<0.01',
        unit: 'AU',
        referenceRange: null,
      }),
      anObservation({
        code: 'HBsAg',
        name: '乙肝表面抗原',
        value: '阳性(+)',
        unit: null,
        referenceRange: '阴性',
      }),
    ];
    const fields =
      'report { observations { value number comparator unit ucumUnit interpretation item { code name unit windowDays } } }';
    const { posted } = await postLab(
      aLabReport({ sourceId: 'printed', observations, patient: { patientId: 'patient-0' } }),
      dongpu,
      fields,
    );
    expect(posted?.report.observations).toEqual([
      {
        ...{
          value: '１２.５０',
          number: 12.5,
          comparator: null,
          unit: 'X10^9/L',
          ucumUnit: '10*9/L',
        },
        interpretation: 'HIGH',
        item: { code: '6690-2', name: '白细胞计数', unit: '10*9/L', windowDays: 7 },
      },
      {
        ...{ value: '<0.01', number: 0.01, comparator: '<', unit: 'AU', ucumUnit: null },
        interpretation: 'NORMAL',
        item: { code: 'XYZ', name: '某项', unit: null, windowDays: null },
      },
      {
        ...{ value: '阳性(+)', number: null, comparator: null, unit: null, ucumUnit: null },
        interpretation: 'ABNORMAL',
        item: { code: '5196-1', name: '乙肝表面抗原', unit: null, windowDays: 90 },
      },
    ]);
  });

  it('judges every value for the viewer’s institution, each with its obstacles', async () => {
    const observations = [
      anObservation(),
      anObservation({ code: 'HGB', value: '130', unit: 'g/L' }),
      anObservation({ code: 'PLT', value: '200' }),
      anObservation({ code: 'RBC', value: '4.5', unit: null }),
      anObservation({ code: 'ABO', value: 'A', unit: null, referenceRange: null }),
      anObservation({ code: '???', value: '1' }),
      anObservation({ code: 'RBC', value: '4.5', unit: 'g/L' }),
    ];
    await postLab(
      aLabReport({ sourceId: 'verdicts', observations, patient: { patientId: 'verdicts' } }),
    );
    county.access.set('verdicts', {});
    const verdict = 'recognition { status scope mark validUntil obstacles }';
    const { patient } = await ofPatient(
      `labReports { nodes { observations { ${verdict} } } }`,
      'verdicts',
    );
    const none = { status: 'NOT_RECOGNIZED', scope: null, mark: null, validUntil: null };
    const marked = { ...none, scope: 'COMMUNITY', mark: '医共体HR' };
    expect(patient).toEqual({
      labReports: {
        nodes: [
          {
            observations: [
              {
                ...marked,
                status: 'RECOGNIZED',
                validUntil: '2026-03-08T23:59:59.999+08:00',
                obstacles: [],
              },
              { ...none, obstacles: ['QUALITY_LAPSED'] },
              { ...marked, obstacles: ['OUT_OF_CONTROL'] },
              { ...none, obstacles: ['NO_QUALITY_RECORD'] },
              { ...none, obstacles: ['NO_QUALITY_RECORD', 'NEVER_BY_RULE'] },
              { ...none, obstacles: ['NOT_IN_CATALOGUE', 'NO_QUALITY_RECORD'] },
              { ...none, obstacles: ['NO_QUALITY_RECORD', 'UNIT_NOT_COMPARABLE'] },
            ].map((recognition) => ({ recognition })),
          },
        ],
      },
    });
  });

  it('judges for another institution where it is asked to', async () => {
    const { posted } = await postLab(aLabReport());
    const query =
      'query ($id: ID!) { labReport(id: $id) { observations { city: recognition(at: "city-hospital") { obstacles } own: recognition(at: "township-dongpu") { status obstacles } } } }';
    const { data } = await runAs(subgraph, clinician, query, { id: posted?.report.id });
    expect(data).toEqual({
      labReport: {
        observations: [
          { city: { obstacles: ['OUTSIDE_SCOPE'] }, own: { status: 'RECOGNIZED', obstacles: [] } },
        ],
      },
    });
  });

  it('keeps the last known places while personnel cannot be asked', async () => {
    county.down.add('personnel');
    const { patient, errors } = await ofPatient(
      'labReports { nodes { observations { recognition { status } } } }',
    );
    county.down.delete('personnel');
    expect([errors, patient]).toEqual([
      undefined,
      { labReports: { nodes: [{ observations: [{ recognition: { status: 'RECOGNIZED' } }] }] } },
    ]);
  });

  it('recognises an exam by the quality of its modality', async () => {
    const mutation =
      'mutation ($input: ExamReportInput!) { postExamReport(input: $input) { outcome report { id item { code name category } viewerUrl patient { id } } } }';
    const input = anExamReport({ studyInstanceUid: '1.2.3' });
    const { data } = await runAs(subgraph, dongpu, mutation, { input });
    expect(data).toMatchObject({
      postExamReport: {
        outcome: 'CREATED',
        report: {
          item: { code: 'CT-CHEST', name: '胸部CT平扫', category: 'IMAGING' },
          viewerUrl: null,
        },
      },
    });
    const { patient } = await ofPatient(
      'examReports(modality: CT) { nodes { modality findings conclusion recognition { status mark validUntil } } }',
    );
    expect(patient).toEqual({
      examReports: {
        nodes: [
          {
            ...{ modality: 'CT', findings: '双肺纹理清晰。', conclusion: '未见异常。' },
            recognition: {
              status: 'RECOGNIZED',
              mark: '医共体HR',
              validUntil: '2026-03-31T23:59:59.999+08:00',
            },
          },
        ],
      },
    });
  });

  it('stores an exam whose code the catalogue does not know under its printed code', async () => {
    const mutation =
      'mutation ($input: ExamReportInput!) { postExamReport(input: $input) { report { item { code category windowDays } recognition(at: "county-hospital") { obstacles } } } }';
    const input = anExamReport({
      sourceId: 'unknown',
      itemCode: 'B超-01',
      modality: 'US',
      patient: { patientId: 'patient-0' },
    });
    const { data } = await runAs(subgraph, dongpu, mutation, { input });
    expect(data).toEqual({
      postExamReport: {
        report: {
          item: { code: 'B超-01', category: 'ULTRASOUND', windowDays: null },
          recognition: { obstacles: ['NOT_IN_CATALOGUE', 'NO_QUALITY_RECORD'] },
        },
      },
    });
  });

  it('draws a trend oldest first, of the versions in force, without cancelled reports', async () => {
    const post = (
      sourceId: string,
      day: string,
      value: string,
      status: 'FINAL' | 'CANCELLED' = 'FINAL',
      hour = '09',
    ) =>
      postLab(
        aLabReport({
          ...{ sourceId, status, patient: { patientId: 'trend' } },
          effectiveAt: `${day}T08:00:00+08:00`,
          issuedAt: `${day}T${hour}:00:00+08:00`,
          observations: [anObservation({ value })],
        }),
      );
    await post('t2', '2026-02-01', '6.0');
    await post('t1', '2026-01-01', '5.0');
    await post('t1', '2026-01-01', '5.1', 'FINAL', '10');
    await post('t3', '2026-03-01', '9.9');
    await post('t3', '2026-03-01', '9.9', 'CANCELLED', '10');
    county.access.set('trend', {});
    const points = '{ value effectiveAt report { institution { id } } }';
    const { patient } = await ofPatient(
      `trend(itemCode: "6690-2") ${points} january: trend(itemCode: "6690-2", period: { start: "2026-01-01", end: "2026-01-01" }) { value }`,
      'trend',
    );
    const report = { institution: { id: 'township-dongpu' } };
    expect(patient).toEqual({
      trend: [
        { value: '5.1', effectiveAt: '2026-01-01T08:00:00+08:00', report },
        { value: '6.0', effectiveAt: '2026-02-01T08:00:00+08:00', report },
      ],
      january: [{ value: '5.1' }],
    });
  });

  it('lists only passed quality records, newest first', async () => {
    const query =
      'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Institution { all: qualityRecords { id } wbc: qualityRecords(itemCode: "6690-2") { id mark item { name } validTo } } } }';
    const variables = { r: [{ __typename: 'Institution', id: 'township-dongpu' }] };
    const { data } = await runAs(subgraph, aViewer('QUALITY_MANAGER'), query, variables);
    const [institution] = (data?._entities ?? []) as { all: unknown[]; wbc: unknown[] }[];
    expect(institution?.wbc).toEqual([
      { id: 'quality-1', mark: '医共体HR', item: { name: '白细胞计数' }, validTo: '2026-12-31' },
      { id: 'quality-3', mark: '医共体HR', item: { name: '白细胞计数' }, validTo: '2025-12-31' },
    ]);
    expect(institution?.all).toHaveLength(4);
  });

  it('pages the catalogue without losing or doubling an item', async () => {
    const query =
      'query ($after: String) { resultItems(search: "ct", category: IMAGING, first: 3, after: $after) { nodes { code } pageInfo { hasNextPage endCursor } } }';
    const codes: string[] = [];
    let after: string | null = null;
    do {
      const { data } = await runAs(subgraph, aViewer('ADMIN'), query, { after });
      const page = data?.resultItems as {
        nodes: { code: string }[];
        pageInfo: { hasNextPage: boolean; endCursor: string };
      };
      codes.push(...page.nodes.map(({ code }) => code));
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after !== null);
    const expected = loadCatalogue()
      .orderable.filter((item) => item.category === 'IMAGING')
      .filter((item) => /ct/i.test([item.code, item.name, item.englishName].join(' ')));
    expect(codes).toEqual(expected.map(({ code }) => code));
  });

  it('answers entities by key', async () => {
    const { posted } = await postLab(aLabReport());
    const query =
      'query ($r: [_Any!]!) { _entities(representations: $r) { ... on LabReport { version } ... on ResultItem { name } } }';
    const r = [
      { __typename: 'LabReport', id: posted?.report.id },
      { __typename: 'ResultItem', code: '6690-2' },
    ];
    const { data } = await runAs(subgraph, clinician, query, { r });
    expect(data).toEqual({ _entities: [{ version: 1 }, { name: '白细胞计数' }] });
  });

  it.each([
    ['sourceId', { sourceId: ' ' }],
    ['patient', { patient: {} }],
    ['observations', { observations: [] }],
    ['observations.0.code', { observations: [anObservation({ code: '' })] }],
    [
      'observations.1.unit',
      { observations: [anObservation(), anObservation({ unit: 'x'.repeat(101) })] },
    ],
    ['observations.0.value', { observations: [anObservation({ value: 'a\u0000b' })] }],
    ['issuedAt', { issuedAt: '2026-03-06T09:00:00+08:00' }],
    ['effectiveAt', { effectiveAt: '0001-01-01T00:00:00Z' }],
  ])(
    'refuses bad input, naming %s, before it asks or writes anything',
    async (field, overrides) => {
      const before = county.asked.get('ResolvePatientRef');
      const { errors } = await postLab(aLabReport({ sourceId: 'bad', ...overrides }));
      expect(errors).toMatchObject([{ extensions: { code: 'INVALID_INPUT', field } }]);
      expect(county.asked.get('ResolvePatientRef')).toBe(before);
    },
  );

  it('writes nothing where the patients subgraph refuses', async () => {
    const { errors } = await postLab(
      aLabReport({ sourceId: 'refused', patient: { patientId: 'stranger' } }),
    );
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    const again = await postLab(aLabReport({ sourceId: 'refused' }));
    expect(again.posted?.outcome).toBe('CREATED');
  });

  it('lets reporters alone post', async () => {
    const { errors } = await postLab(aLabReport(), clinician);
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  });
});
