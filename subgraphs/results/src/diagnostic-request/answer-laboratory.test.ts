import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import {
  type DiagnosisClient,
  diagnosisClient,
  doctor,
  requested,
} from '../testing/diagnosis.client';
import { aLabReport, anExamReport, anObservation } from '../testing/report.factory';
import { type ResultsHarness, startResults } from '../testing/results.harness';

const laboratory = aViewer('REPORTER', 'imaging-center');
const wbc = anObservation({ code: '6690-2' });
const hgb = anObservation({ code: '718-7', value: '128', unit: 'g/L' });
const fields = 'report { id status institution { id } performingInstitution { id } }';

describeOnBothDatabases('a laboratory’s report for a diagnostic request', (kind) => {
  let results: ResultsHarness;
  let client: DiagnosisClient;
  let id = '';
  let sourceId = '';
  let made = 0;
  beforeAll(async () => {
    results = await startResults(kind);
    client = diagnosisClient(results);
    results.county.access.set('patient-1', {});
  });
  afterAll(() => results.stop());
  beforeEach(async () => {
    sourceId = `laboratory-${made++}`;
    id = (await requested(client, sourceId, { itemCode: '6690-2', studyInstanceUid: null })).id;
  });

  const post = (overrides: object = {}) =>
    results.post(
      { ...aLabReport({ sourceId, observations: [wbc] }), diagnosticRequestId: id, ...overrides },
      {
        ...{ viewer: laboratory, fields },
      },
    );
  const standing = async (status = 'REPORTED') => {
    const { nodes } = await client.list(doctor, `(status: ${status}, first: 100)`);
    return nodes.find((one) => one.id === id);
  };

  it('answers it, with both institutions named', async () => {
    const { value } = await post();
    expect(value?.report).toMatchObject({
      ...{
        institution: { id: 'imaging-center' },
        performingInstitution: { id: 'township-dongpu' },
      },
    });
    const { id: reportId } = value?.report ?? {};
    expect(await standing()).toMatchObject({
      ...{ kind: 'LABORATORY', report: null, labReport: { id: reportId } },
    });
  });

  it('answers it among other values', async () => {
    const observations = [hgb, wbc];
    expect((await post({ observations })).errors).toBeUndefined();
    expect(await standing()).toBeDefined();
  });

  it('is refused where it does not hold the item', async () => {
    const observations = [hgb];
    const { errors } = await post({ observations });
    expect(errors).toMatchObject([
      {
        message: 'observations: is not 6690-2, which the request asks for.',
        extensions: { code: 'INVALID_INPUT' },
      },
    ]);
    expect(await standing('REQUESTED')).toBeDefined();
  });

  it('leaves it open while it is preliminary', async () => {
    await post({ status: 'PRELIMINARY' });
    expect(await standing('REQUESTED')).toMatchObject({ labReport: null });
  });

  it('may be cancelled with nothing in it', async () => {
    await post();
    const cancelled = {
      status: 'CANCELLED',
      observations: [],
      issuedAt: '2026-03-01T10:00:00+08:00',
    };
    expect((await post(cancelled)).value?.report.status).toBe('CANCELLED');
    expect(await standing()).toMatchObject({ status: 'REPORTED' });
  });

  it('is no exam’s report, nor the other way round', async () => {
    const exam = await requested(client, `${sourceId}-exam`);
    const wrong = await post({ diagnosticRequestId: exam.id });
    expect(wrong.errors?.[0]?.message).toContain('observations: is not CT-CHEST');
    const input = anExamReport({ sourceId, itemCode: '6690-2', diagnosticRequestId: id });
    const { errors } = await results.post(input, { kind: 'Exam', viewer: laboratory });
    expect(errors?.[0]?.message).toContain('itemCode: is not 6690-2');
  });

  it('was taken where it was reported, without a request', async () => {
    const { value } = await post({ diagnosticRequestId: null });
    expect(value?.report.performingInstitution).toEqual({ id: 'imaging-center' });
  });
});
