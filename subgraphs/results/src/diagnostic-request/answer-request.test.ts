import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { Viewer } from '@lianyi/shared/auth/viewer';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import {
  type DiagnosisClient,
  diagnosisClient,
  doctor,
  reader,
  requested,
} from '../testing/diagnosis.client';
import { anExamReport } from '../testing/report.factory';
import { type ResultsHarness, startResults } from '../testing/results.harness';

const fields = 'report { id status institution { id } performingInstitution { id } }';

describeOnBothDatabases('a report for a diagnostic request', (kind) => {
  let results: ResultsHarness;
  let client: DiagnosisClient;
  let id = '';
  let sourceId = '';
  let made = 0;
  beforeAll(async () => {
    results = await startResults(kind);
    client = diagnosisClient(results);
  });
  afterAll(() => results.stop());
  beforeEach(async () => {
    results.county.access.set('patient-1', {});
    results.county.access.set('patient-2', {});
    sourceId = `answer-${made++}`;
    id = (await requested(client, sourceId)).id;
  });

  const post = (overrides: object = {}, viewer: Viewer = reader) =>
    results.post(anExamReport({ sourceId, diagnosticRequestId: id, ...overrides }), {
      ...{ kind: 'Exam', viewer, fields },
    });
  const refusal = async (overrides: object, viewer = reader) => {
    const { value, errors } = await post(overrides, viewer);
    expect(value).toBeUndefined();
    return `${errors?.[0]?.extensions?.code} ${errors?.[0]?.message}`;
  };
  const standing = async (viewer: Viewer = doctor) => {
    for (const status of ['REQUESTED', 'CLAIMED', 'REPORTED']) {
      const { nodes } = await client.list(viewer, `(status: ${status}, first: 100)`);
      const found = nodes.find((one) => one.id === id);
      if (found) return found;
    }
    return undefined;
  };
  const hour = (time: string) => `2026-03-04T${time}:00+08:00`;

  it('names both institutions and ends the request', async () => {
    await client.claim(id);
    const { value } = await post();
    expect(value?.report).toMatchObject({
      ...{
        institution: { id: 'imaging-center' },
        performingInstitution: { id: 'township-dongpu' },
      },
    });
    expect(await standing()).toMatchObject({
      ...{ status: 'REPORTED', report: value?.report, claimedBy: { id: 'reader-1' } },
      ...{ claimedUntil: null, endedAt: '2026-03-04T10:00:00+08:00' },
    });
  });

  it('is shown to both sides, to the sender on its own data alone too', async () => {
    const { value } = await post();
    results.county.access.set('patient-1', { scope: 'OWN', basis: 'OWN_DATA' });
    expect((await standing())?.report).toEqual(value?.report);
    expect((await standing(reader))?.report).toEqual(value?.report);
  });

  it('may come unclaimed, as reporting systems send them', async () => {
    await post();
    expect(await standing()).toMatchObject({ status: 'REPORTED', claimedBy: null });
  });

  it('keeps the request REPORTED when it is amended', async () => {
    const first = await post({ issuedAt: hour('09:00') });
    const amended = await post({ issuedAt: hour('09:30'), status: 'AMENDED', findings: '更正' });
    expect(amended.value?.outcome).toBe('AMENDED');
    const id = first.value?.report.id;
    expect(await standing()).toMatchObject({
      status: 'REPORTED',
      report: { id, status: 'AMENDED' },
    });
  });

  it('does not name who let her claim run out', async () => {
    await client.claim(id);
    results.clock.now = new Date(hour('10:30'));
    await post();
    results.clock.now = new Date(hour('10:00'));
    expect(await standing()).toMatchObject({ status: 'REPORTED', claimedBy: null });
  });

  it('changes nothing when it comes again', async () => {
    await post();
    const before = await standing();
    results.clock.now = new Date('2026-03-04T10:10:00+08:00');
    expect((await post()).value?.outcome).toBe('UNCHANGED');
    results.clock.now = new Date('2026-03-04T10:00:00+08:00');
    expect(await standing()).toEqual(before);
  });

  it('leaves the request open while it is preliminary', async () => {
    await client.claim(id);
    await post({ status: 'PRELIMINARY', issuedAt: hour('09:00') });
    expect(await standing()).toMatchObject({ status: 'CLAIMED', report: null });
    await post({ issuedAt: hour('09:30') });
    expect(await standing()).toMatchObject({ status: 'REPORTED' });
  });

  it('leaves the request open where a newer version was cancelled', async () => {
    await post({ status: 'CANCELLED', issuedAt: hour('09:30') });
    await post({ issuedAt: hour('09:00') });
    expect(await standing()).toMatchObject({ status: 'REQUESTED', report: null });
  });

  it.each([
    ['of another centre', {}, aViewer('REPORTER', 'county-hospital'), 'diagnosticRequestId: is no'],
    [
      'that is none',
      { diagnosticRequestId: 'nothing' },
      reader,
      'diagnosticRequestId: is no request',
    ],
    [
      'of the sender itself',
      {},
      aViewer('REPORTER', 'township-dongpu'),
      'diagnosticRequestId: is no',
    ],
    ['for another item', { itemCode: 'CT-HEAD' }, reader, 'itemCode: is not CT-CHEST, which the'],
    ['for an unknown item', { itemCode: 'XX' }, reader, 'itemCode: is not CT-CHEST, which the'],
    [
      'about another patient',
      { patient: { patientId: 'patient-2' } },
      reader,
      'patient: is not the',
    ],
  ])('is refused for a request %s', async (_title, overrides, viewer, cause) => {
    expect(await refusal(overrides, viewer)).toContain(`INVALID_INPUT ${cause}`);
    expect(await standing()).toMatchObject({ status: 'REQUESTED', report: null });
    const [row] = await results.database.read.query(
      'SELECT COUNT(*) AS n FROM exam_report WHERE sourceId = ?',
      [sourceId],
    );
    expect(Number(row.n)).toBe(0);
  });

  it('takes another record of the same person for her', async () => {
    const records = ['patient-2', 'patient-1'];
    results.county.access.set('patient-2', { records });
    expect((await post({ patient: { patientId: 'patient-2' } })).errors).toBeUndefined();
    expect(await standing()).toMatchObject({ status: 'REPORTED' });
  });

  it.each([
    ['rejected', () => client.reject(id, '图像不全'), 'is REJECTED'],
    ['cancelled', () => client.cancel(id, '患者转走'), 'is CANCELLED'],
  ])('is refused once the request was %s', async (_title, end, words) => {
    await end();
    expect(await refusal({})).toContain(words);
  });

  it('is refused where another report answers the request', async () => {
    const { value } = await post();
    const other = { sourceId: `${sourceId}-other` };
    expect(await refusal(other)).toContain(`is answered by report ${value?.report.id}`);
    expect(await refusal({ ...other, status: 'PRELIMINARY' })).toContain('CONFLICT');
  });

  it('may take the place of one that was cancelled', async () => {
    await post({ issuedAt: hour('09:00') });
    await post({ issuedAt: hour('09:10'), status: 'CANCELLED' });
    const other = { sourceId: `${sourceId}-other` };
    expect((await post({ ...other, status: 'PRELIMINARY' })).errors).toBeUndefined();
    const { value } = await post({ ...other, issuedAt: hour('09:30') });
    expect(await standing()).toMatchObject({
      status: 'REPORTED',
      report: { id: value?.report.id },
    });
  });
});
