import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import {
  type DiagnosisClient,
  diagnosisClient,
  reader,
  requested,
} from '../testing/diagnosis.client';
import { anExamReport } from '../testing/report.factory';
import { type ResultsHarness, startResults } from '../testing/results.harness';
import { professor, secondReadingClient } from '../testing/second-reading.client';

const system = aViewer('REPORTER', 'imaging-center');
const fields = 'report { id history { version reporterRight reportedBy { id } } }';

describeOnBothDatabases('the right to report and to sign', (kind) => {
  let results: ResultsHarness;
  let client: DiagnosisClient;
  let requestId = '';
  let sourceId = '';
  let made = 0;
  beforeAll(async () => {
    results = await startResults(kind);
    client = diagnosisClient(results);
  });
  afterAll(() => results.stop());
  /** Each test has a day of its own: what is kept of a right is of its day. */
  beforeEach(async () => {
    made += 1;
    results.clock.now = new Date(Date.UTC(2026, 2, 4 + made, 2));
    results.county.access.set('patient-1', {});
    results.county.practice.clear();
    results.county.down.clear();
    sourceId = `right-${made}`;
    requestId = (await requested(client, sourceId)).id;
  });
  const post = async (overrides: object, viewer = reader) => {
    const input = anExamReport({ sourceId, ...overrides });
    const { value, errors } = await results.post(input, { kind: 'Exam', viewer, fields });
    const { code, field, act } = errors?.[0]?.extensions ?? {};
    return { history: value?.report.history, outcome: value?.outcome, code, field, act };
  };
  const statusOf = async () => {
    const { nodes } = await client.list(reader, '(first: 100)');
    return nodes.find(({ id }) => id === requestId)?.status;
  };

  it('refuses a claim without it, and leaves the request to others', async () => {
    results.county.practice.set('reader-1', { acts: ['PRESCRIBE'] });
    const { errors } = await client.claim(requestId);
    expect(errors?.[0]?.extensions).toMatchObject({
      ...{ code: 'FORBIDDEN', field: 'claimedBy', act: 'REPORT' },
    });
    expect(await statusOf()).toBe('REQUESTED');
    results.county.practice.clear();
    expect((await client.claim(requestId)).request?.status).toBe('CLAIMED');
  });

  it('is asked for anew where the answer was cancelled', async () => {
    results.county.practice.set('reader-1', { acts: ['SIGN'] });
    const answer = { diagnosticRequestId: requestId };
    expect((await post(answer)).outcome).toBe('CREATED');
    const later = new Date(results.clock.now.getTime() + 60_000).toISOString();
    expect((await post({ ...answer, status: 'CANCELLED', issuedAt: later })).code).toBeUndefined();
    results.clock.now = new Date(results.clock.now.getTime() + 24 * 3_600_000);
    results.county.practice.set('reader-1', { acts: [] });
    expect(await post({ ...answer, sourceId: `${sourceId}-again` })).toMatchObject({
      ...{ code: 'FORBIDDEN', field: 'diagnosticRequestId', act: 'SIGN' },
    });
  });

  it('is to sign for an answer that stands, and to report for a preliminary one', async () => {
    results.county.practice.set('reader-1', { acts: ['REPORT'] });
    const answer = { diagnosticRequestId: requestId };
    expect(await post(answer)).toMatchObject({
      ...{ code: 'FORBIDDEN', field: 'diagnosticRequestId', act: 'SIGN' },
    });
    expect((await post({ ...answer, status: 'PRELIMINARY' })).outcome).toBe('CREATED');
    results.county.practice.set('reader-1', { acts: ['SIGN'] });
    expect((await post(answer)).outcome).toBe('AMENDED');
    expect(await statusOf()).toBeUndefined();
    results.county.practice.set('reader-1', { acts: [] });
    results.clock.now = new Date(results.clock.now.getTime() + 24 * 3600 * 1000);
    expect((await post(answer)).outcome).toBe('UNCHANGED');
    expect((await post({ ...answer, conclusion: '更正' })).outcome).toBe('AMENDED');
  });

  it('is not guessed where a request is answered and personnel is down', async () => {
    results.county.down.add('PracticeRights');
    expect((await post({ diagnosticRequestId: requestId })).code).toBe('UNAVAILABLE');
    expect((await client.claim(requestId)).errors?.[0]?.extensions?.code).toBe('UNAVAILABLE');
    expect((await post({ diagnosticRequestId: requestId }, system)).outcome).toBe('CREATED');
  });

  it('loses no report: it stands with the version what personnel said', async () => {
    results.county.practice.set('reader-1', { acts: ['REPORT'] });
    await post({ status: 'PRELIMINARY' });
    await post({});
    await post({ conclusion: '双肺纹理增多。' }, system);
    results.county.practice.clear();
    results.clock.now = new Date(results.clock.now.getTime() + 24 * 3600 * 1000);
    results.county.down.add('PracticeRights');
    const { history } = await post({ conclusion: '未见明显异常。' });
    const by = { id: 'reader-1' };
    expect(history).toEqual([
      { version: 1, reporterRight: 'HELD', reportedBy: by },
      { version: 2, reporterRight: 'NOT_HELD', reportedBy: by },
      { version: 3, reporterRight: null, reportedBy: null },
      { version: 4, reporterRight: 'NOT_ASKED', reportedBy: by },
    ]);
  });

  it('is to sign for a second reading, which once made is answered as it is', async () => {
    const readings = secondReadingClient(results);
    await post({ diagnosticRequestId: requestId });
    const { done } = await readings.ask(requestId, 'county-hospital', reader);
    results.county.practice.set('professor-1', { acts: ['REPORT'] });
    expect((await readings.record(done?.id, professor)).refused).toMatch(/^FORBIDDEN readBy: /);
    results.county.practice.set('professor-1', { acts: ['SIGN'] });
    expect((await readings.record(done?.id, professor)).done?.readBy).toEqual({
      id: 'professor-1',
    });
    results.county.practice.set('professor-1', { acts: [] });
    results.clock.now = new Date(results.clock.now.getTime() + 24 * 3600 * 1000);
    expect((await readings.record(done?.id, professor)).refused).toBeUndefined();
  });
});
