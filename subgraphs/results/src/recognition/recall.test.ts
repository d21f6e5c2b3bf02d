import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { createMappingClient } from '../testing/mapping.client';
import { createQualityClient } from '../testing/quality.client';
import { aLabReport, anExamReport, anObservation } from '../testing/report.factory';
import { type ResultsHarness, startResults } from '../testing/results.harness';

const verdict = '{ status scope mark validUntil obstacles }';

describeOnBothDatabases('recognition at a past moment', (kind) => {
  let results: ResultsHarness;
  const { map } = createMappingClient(() => results);
  const { round, withdraw, control } = createQualityClient(() => results);
  let [patient, count, minute] = ['', 0, 0];
  beforeAll(async () => {
    results = await startResults(kind);
  });
  beforeEach(async () => {
    count += 1;
    patient = `patient-${count}`;
    results.county.access.set(patient, {});
    await results.database.transaction((manager) => manager.query('DELETE FROM `quality_record`'));
  });
  afterAll(() => results.stop());

  /** A minute passes before each step, so that no two happen at the same moment. */
  const step = async <Answer extends { errors?: unknown }>(work: () => Promise<Answer>) => {
    minute += 1;
    results.clock.now = new Date(Date.parse('2026-03-02T10:00:00+08:00') + minute * 60_000);
    const answer = await work();
    expect(answer.errors).toBeUndefined();
    return answer;
  };
  const post = (more: object = {}) =>
    results.post(
      aLabReport({
        ...{ sourceId: `lab-${count}`, patient: { patientId: patient } },
        ...{ observations: [anObservation({ code: `W${count}` })], ...more },
      }),
    );
  const seen = async (asOf?: Date) => {
    const given = asOf ? `(asOf: "${asOf.toISOString()}")` : '';
    const fields = `labReports { nodes { observations { recognition${given} ${verdict} } } } examReports { nodes { recognition${given} ${verdict} } }`;
    return results.ofPatient(fields, patient);
  };
  /** What is shown now, and asked for the same moment. */
  const remembered: { at: Date; shown: unknown }[] = [];
  const remember = async () => {
    const at = results.clock.now;
    const shown = (await seen()).value;
    expect((await seen(at)).value).toEqual(shown);
    remembered.push({ at, shown });
    return shown as { labReports: { nodes: { observations: { recognition: object }[] }[] } };
  };

  it('is what was shown then, whatever was mapped, entered, corrected and posted since', async () => {
    const exam = {
      sourceId: `exam-${count}`,
      itemCode: `CT-${count}`,
      patient: { patientId: patient },
    };
    await step(() => results.post(anExamReport(exam), { kind: 'Exam' }));
    await step(() => post());
    await remember();
    await step(() => map({ code: `W${count}`, itemCode: '718-7' }));
    await remember();
    await step(() => map({ code: `W${count}`, itemCode: '6690-2' }));
    await remember();
    const failed = await step(() => round({ passed: false }));
    await remember();
    await step(() => withdraw(failed.record?.id));
    await remember();
    await step(() => round());
    const trusted = await remember();
    await step(() => control({ inControl: false }));
    await remember();
    await step(() => control({ inControl: true, note: '复测' }));
    await remember();
    await step(() => map({ code: `CT-${count}`, itemCode: 'CT-CHEST' }));
    await remember();
    const issuedAt = '2026-03-01T12:00:00+08:00';
    await step(() => post({ status: 'PRELIMINARY', issuedAt }));
    await remember();
    await step(() => post({ status: 'FINAL', issuedAt: '2026-03-01T08:30:00+08:00' }));
    await remember();

    expect(trusted.labReports.nodes[0]?.observations[0]?.recognition).toMatchObject({
      ...{ status: 'RECOGNIZED', mark: '医共体HR' },
    });
    expect(new Set(remembered.map(({ shown }) => JSON.stringify(shown))).size).toBeGreaterThan(6);
    results.clock.now = new Date('2026-03-20T10:00:00+08:00');
    for (const { at, shown } of remembered) expect((await seen(at)).value).toEqual(shown);
  });

  it('remembers a unit that was not known then', async () => {
    const unit = `千万每升${count}`;
    await step(() => round());
    await step(() => post({ observations: [anObservation({ unit })] }));
    const at = results.clock.now;
    const before = (await seen()).value;
    await step(() => map({ unit, ucumUnit: '10*7/L' }));
    const after = (await seen()).value;
    expect(JSON.stringify([before, after])).toMatch(/UNIT_NOT_COMPARABLE.*RECOGNIZED/);
    expect((await seen(at)).value).toEqual(before);
  });

  it('judges the value that stood in the place of a corrected one', async () => {
    await step(() => round());
    const observations = [anObservation(), anObservation({ unit: 'g/L' })];
    await step(() => post({ observations }));
    const at = results.clock.now;
    const issuedAt = '2026-03-01T12:00:00+08:00';
    await step(() => post({ issuedAt, observations: [anObservation(), anObservation()] }));
    const past = (await seen(at)).value as { labReports: { nodes: { observations: object[] }[] } };
    expect(past.labReports.nodes[0]?.observations).toMatchObject([
      { recognition: { status: 'RECOGNIZED' } },
      { recognition: { obstacles: ['UNIT_NOT_COMPARABLE'] } },
    ]);
  });

  const refusedAt = async (asOf: string) => (await seen(new Date(asOf))).errors?.[0]?.extensions;
  const refused = { code: 'INVALID_INPUT', field: 'asOf' };

  it('is refused before the report arrived, and in the future', async () => {
    await step(() => post());
    const before = new Date(results.clock.now.getTime() - 1).toISOString();
    const later = new Date(results.clock.now.getTime() + 1).toISOString();
    expect([await refusedAt(before), await refusedAt(later)]).toMatchObject([refused, refused]);
    expect(await refusedAt(results.clock.now.toISOString())).toBeUndefined();
  });

  it('is refused for a value that was not there, and while the report was another patient’s', async () => {
    await step(() => post({ patient: { patientId: 'another' } }));
    const another = results.clock.now.toISOString();
    await step(() => post());
    const alone = results.clock.now.toISOString();
    expect(await refusedAt(another)).toMatchObject(refused);
    expect(await refusedAt(alone)).toBeUndefined();
    const issuedAt = '2026-03-01T12:00:00+08:00';
    const observations = [anObservation({ code: 'PLT' })];
    await step(() => post({ issuedAt, observations }));
    expect(await refusedAt(alone)).toMatchObject(refused);
  });

  it('asks in as many statements about many values as about one', async () => {
    const statements = async (values: number) => {
      const observations = Array.from({ length: values }, () => anObservation());
      await step(() => post({ observations }));
      await seen(results.clock.now);
      results.statements.length = 0;
      await seen(results.clock.now);
      const needed = results.statements.length;
      count += 1;
      patient = `patient-${count}`;
      results.county.access.set(patient, {});
      return needed;
    };
    expect(await statements(30)).toBe(await statements(1));
  });
});
