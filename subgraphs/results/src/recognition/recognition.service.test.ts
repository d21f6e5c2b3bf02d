import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { QualityControl } from '../quality/quality.entity';
import { aLabReport, anExamReport, anObservation, aQualityRecord } from '../testing/report.factory';
import { type ResultsHarness, startResults } from '../testing/results.harness';

/** The city's hospital and the township agree on leucocytes from 5 March on. */
const alliance = {
  integration: 'LOOSE',
  memberships: ['city-hospital', 'township-dongpu'].map((id) => ({
    ...{ institution: { id }, joinedOn: null, lastDay: null },
  })),
  agreements: [
    {
      ...{ start: '2026-03-05', plannedEnd: '2026-12-31', end: null },
      ...{ shares: ['RESULT_RECOGNITION'], items: ['6690-2'] },
    },
  ],
};

describeOnBothDatabases('recognition', (kind) => {
  let results: ResultsHarness;
  beforeAll(async () => {
    results = await startResults(kind);
    const lost = { institutionId: 'township-dongpu', itemCode: '777-3', day: '2026-03-01' };
    await results.database.transaction((manager) =>
      manager.save([
        aQualityRecord({ id: 'wbc' }),
        aQualityRecord({ id: 'ct', itemCode: 'CT-ALL' }),
        aQualityRecord({ id: 'hgb', itemCode: '718-7', passed: false }),
        aQualityRecord({ id: 'plt', itemCode: '777-3' }),
        Object.assign(new QualityControl(), { ...lost, inControl: false }),
      ]),
    );
    results.county.alliances.push(alliance);
    for (const id of ['patient-1', 'every']) results.county.access.set(id, {});
    await results.post(aLabReport());
  });
  afterAll(() => results.stop());

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
    const patient = { patientId: 'every' };
    await results.post(aLabReport({ sourceId: 'every', observations, patient }));
    const { value } = await results.ofPatient(
      'labReports { nodes { observations { recognition { status scope mark validUntil obstacles } } } }',
      'every',
    );
    const none = { status: 'NOT_RECOGNIZED', scope: null, mark: null, validUntil: null };
    const marked = { ...none, scope: 'COMMUNITY', mark: '医共体HR' };
    const validUntil = '2026-03-08T23:59:59.999+08:00';
    const verdicts = [
      { ...marked, status: 'RECOGNIZED', validUntil, obstacles: [] },
      { ...none, obstacles: ['QUALITY_LAPSED'] },
      { ...marked, obstacles: ['OUT_OF_CONTROL'] },
      { ...none, obstacles: ['NO_QUALITY_RECORD'] },
      { ...none, obstacles: ['NO_QUALITY_RECORD', 'NEVER_BY_RULE'] },
      { ...none, obstacles: ['NOT_IN_CATALOGUE', 'NO_QUALITY_RECORD'] },
      { ...none, obstacles: ['NO_QUALITY_RECORD', 'UNIT_NOT_COMPARABLE'] },
    ];
    const expected = verdicts.map((recognition) => ({ recognition }));
    expect(value).toEqual({ labReports: { nodes: [{ observations: expected }] } });
  });

  const wbc = async (field: string) => {
    const { value, errors } = await results.ofPatient(
      `labReports { nodes { observations { ${field} } } }`,
      'patient-1',
    );
    const found = value as
      | { labReports: { nodes: { observations: object[] }[] } | null }
      | undefined;
    return { observation: found?.labReports?.nodes[0]?.observations[0], errors };
  };

  it('judges for another institution where it is asked to', async () => {
    const { observation } = await wbc(
      'city: recognition(at: "city-hospital") { obstacles } own: recognition(at: "township-dongpu") { status mark obstacles }',
    );
    expect(observation).toEqual({
      city: { obstacles: ['OUTSIDE_SCOPE'] },
      own: { status: 'RECOGNIZED', mark: '医共体HR', obstacles: [] },
    });
  });

  it('reaches who agreed to recognise the item, from the day on which they did', async () => {
    results.clock.now = new Date('2026-03-05T00:00:00+08:00');
    const { observation } = await wbc(
      'city: recognition(at: "city-hospital") { status mark obstacles } province: recognition(at: "province-hospital") { obstacles }',
    );
    results.clock.now = new Date('2026-03-04T10:00:00+08:00');
    expect(observation).toEqual({
      city: { status: 'RECOGNIZED', mark: '医共体HR', obstacles: [] },
      province: { obstacles: ['OUTSIDE_SCOPE'] },
    });
  });

  it('refuses to judge for an institution that is none', async () => {
    const { errors } = await wbc('recognition(at: "nowhere") { status }');
    expect(errors).toMatchObject([{ extensions: { code: 'INVALID_INPUT', field: 'at' } }]);
  });

  it('ends with the window', async () => {
    results.clock.now = new Date('2026-03-09T00:00:00+08:00');
    const { observation } = await wbc('recognition { obstacles }');
    results.clock.now = new Date('2026-03-04T10:00:00+08:00');
    expect(observation).toEqual({ recognition: { obstacles: ['WINDOW_EXPIRED'] } });
  });

  it('keeps the last known places while personnel cannot be asked', async () => {
    await wbc('recognition { status }');
    results.county.down.add('personnel');
    const { observation, errors } = await wbc('recognition { status }');
    results.county.down.delete('personnel');
    expect([errors, observation]).toEqual([undefined, { recognition: { status: 'RECOGNIZED' } }]);
  });

  it('of an exam rests on the quality of its modality', async () => {
    await results.post(anExamReport(), { kind: 'Exam' });
    const { value } = await results.ofPatient(
      'examReports(modality: CT) { nodes { item { code name } recognition { status mark validUntil } } }',
      'patient-1',
    );
    const validUntil = '2026-03-31T23:59:59.999+08:00';
    const recognition = { status: 'RECOGNIZED', mark: '医共体HR', validUntil };
    expect(value).toEqual({
      examReports: { nodes: [{ item: { code: 'CT-CHEST', name: '胸部CT平扫' }, recognition }] },
    });
  });

  it('of an exam outside the catalogue keeps its printed code and is refused', async () => {
    const patient = { patientId: 'patient-2' };
    const input = anExamReport({
      sourceId: 'unknown',
      itemCode: 'B超-01',
      modality: 'US',
      patient,
    });
    const fields =
      'report { item { code category windowDays } recognition(at: "county-hospital") { obstacles } }';
    const { value } = await results.post(input, { kind: 'Exam', fields });
    expect(value?.report).toEqual({
      item: { code: 'B超-01', category: 'ULTRASOUND', windowDays: null },
      recognition: { obstacles: ['NOT_IN_CATALOGUE', 'NO_QUALITY_RECORD'] },
    });
  });
});
