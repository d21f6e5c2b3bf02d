import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { aLabReport, anExamReport, anObservation } from '../testing/report.factory';
import { clinician, dongpu, type ResultsHarness, startResults } from '../testing/results.harness';

const wbc = anObservation({ code: '6690-2' });
const hiv = anObservation({ code: '56888-1', value: '阴性', unit: null, referenceRange: '阴性' });

describeOnBothDatabases('who may see results', (kind) => {
  let results: ResultsHarness;
  let labId = '';
  beforeAll(async () => {
    results = await startResults(kind);
    const { county, post } = results;
    for (const id of ['open', 'own', 'platform']) county.access.set(id, {});
    county.access.set('own', { scope: 'OWN', basis: 'OWN_DATA' });
    county.access.set('platform', { basis: 'PLATFORM_SCOPE', sensitive: false });
    const xiling = { ...dongpu, institutionId: 'township-xiling' };
    for (const patientId of ['open', 'own', 'closed', 'platform']) {
      const input = aLabReport({
        sourceId: `lab-${patientId}`,
        patient: { patientId },
        conclusion: '结论',
      });
      const { value } = await post(input);
      if (patientId === 'closed') labId = value?.report.id ?? '';
      await post(
        aLabReport({
          sourceId: `xiling-${patientId}`,
          patient: { patientId },
          observations: [wbc],
        }),
        {
          viewer: xiling,
        },
      );
      await post(anExamReport({ sourceId: `exam-${patientId}`, patient: { patientId } }), {
        kind: 'Exam',
      });
    }
    const patient = { patientId: 'platform' };
    await post(aLabReport({ sourceId: 'hiv', patient, conclusion: '检测', observations: [hiv] }));
    const mixed = [anObservation(), hiv];
    await post(
      aLabReport({ sourceId: 'mixed', patient, conclusion: 'HIV 阴性', observations: mixed }),
    );
  });
  afterAll(() => results.stop());

  it.each([
    'labReports { nodes { id } }',
    'examReports { nodes { id } }',
    'trend(itemCode: "6690-2") { id }',
  ])('refuses %s without a basis', async (fields) => {
    const { value, errors } = await results.ofPatient(fields, 'closed');
    expect(Object.values(value ?? {})).toEqual([null]);
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  });

  it('answers a closed report and none in the same words', async () => {
    const query = 'query ($id: ID!) { labReport(id: $id) { id } }';
    const ask = async (id: string) => {
      const { data, errors } = await results.run(clinician, query, { id });
      return JSON.stringify({ data, errors }).replaceAll(id, 'ID');
    };
    expect(await ask(labId)).toBe(await ask('00000000-0000-0000-0000-000000000000'));
  });

  it('refuses the report itself to one who may not see its patient', async () => {
    const query =
      'query ($r: [_Any!]!) { _entities(representations: $r) { ... on LabReport { status } } }';
    const r = [{ __typename: 'LabReport', id: labId }];
    const { data, errors } = await results.run(clinician, query, { r });
    expect([data, errors]).toMatchObject([
      { _entities: [null] },
      [{ extensions: { code: 'FORBIDDEN', reportId: labId } }],
    ]);
  });

  const everything =
    'labReports { nodes { institution { id } } } trend(itemCode: "6690-2") { report { institution { id } } } examReports { nodes { id } }';

  it('shows everyone’s results to one with a basis', async () => {
    const { value } = await results.ofPatient(everything, 'open');
    expect(value).toMatchObject({
      labReports: { nodes: [{}, {}] },
      trend: [{}, {}],
      examReports: { nodes: [{}] },
    });
  });

  it('shows a reporter only what the own institution posted', async () => {
    const xiling = aViewer('REPORTER', 'township-xiling');
    const { value } = await results.ofPatient(everything, 'own', xiling);
    const institution = { id: 'township-xiling' };
    expect(value).toEqual({
      labReports: { nodes: [{ institution }] },
      ...{ trend: [{ report: { institution } }], examReports: { nodes: [] } },
    });
  });

  const sensitive = 'labReports { nodes { conclusion observations { item { code } } } }';

  it('leaves out items flagged sensitive, reports of nothing else, and conclusions that may tell', async () => {
    const platform = aViewer('REGIONAL_PLATFORM', 'city-hospital');
    const { value } = await results.ofPatient(sensitive, 'platform', platform);
    const observations = [{ item: { code: '6690-2' } }];
    expect(value).toEqual({
      labReports: {
        nodes: expect.arrayContaining([
          { conclusion: '结论', observations },
          { conclusion: null, observations },
        ]),
      },
    });
    expect((value as { labReports: { nodes: unknown[] } }).labReports.nodes).toHaveLength(3);
  });

  it('withholds free text and source numbers from one who may not see who the patient is', async () => {
    const { county } = results;
    const text =
      'labReports { nodes { conclusion } } examReports { nodes { findings conclusion accessionNumber studyInstanceUid viewerUrl item { code } } }';
    county.access.set('open', { basis: 'PLATFORM_SCOPE', identified: false });
    const { value } = await results.ofPatient(text, 'open');
    county.access.set('open', {});
    const { value: whole } = await results.ofPatient(text, 'open');
    expect(JSON.stringify(value)).not.toMatch(
      /"(conclusion|findings|accessionNumber|studyInstanceUid|viewerUrl)":"/,
    );
    expect(JSON.stringify(value)).toContain('"item":{"code":');
    expect(JSON.stringify(whole)).toMatch(/"findings":"/);
  });

  it('does not tell by a filter or a trend that a sensitive item was tested', async () => {
    const fields =
      'labReports(itemCode: "56888-1") { nodes { id } } trend(itemCode: "56888-1") { id }';
    const { value } = await results.ofPatient(fields, 'platform');
    expect(value).toEqual({ labReports: { nodes: [] }, trend: [] });
  });

  it('shows them to one who may see them', async () => {
    results.county.access.set('platform', {});
    const fields =
      'labReports(itemCode: "56888-1") { nodes { id } } trend(itemCode: "56888-1") { value }';
    const { value } = await results.ofPatient(fields, 'platform');
    results.county.access.set('platform', { basis: 'PLATFORM_SCOPE', sensitive: false });
    expect(value).toMatchObject({ labReports: { nodes: [{}, {}] }, trend: [{}, {}] });
  });

  it.each([
    'PHARMACIST',
    'QUALITY_MANAGER',
    'AUDITOR',
    'ADMIN',
    'COMMUNITY_OFFICE',
    'REFERRAL_OFFICER',
  ] as const)('shows no results to the role %s', async (role) => {
    const { errors } = await results.ofPatient(
      'labReports { nodes { id } }',
      'open',
      aViewer(role),
    );
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  });

  it('asks once for all that one request wants of a patient', async () => {
    results.county.asked.clear();
    await results.ofPatient(everything, 'open');
    expect(results.county.asked.get('AccessDecisions')).toBe(1);
  });
});
