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
import {
  professor,
  type SecondReadingClient,
  secondReadingClient,
} from '../testing/second-reading.client';

const colleague = aViewer('REPORTER', 'imaging-center', { subject: 'colleague' });
describeOnBothDatabases('a second reading', (kind) => {
  let results: ResultsHarness;
  let client: DiagnosisClient;
  let readings: SecondReadingClient;
  let requestId = '';
  let made = 0;
  const ask = (centerId: string, viewer: Viewer = reader, id = requestId) =>
    readings.ask(id, centerId, viewer);
  const record = (...given: Parameters<SecondReadingClient['record']>) => readings.record(...given);
  const report = (overrides: object = {}, viewer = reader) =>
    results.post(
      anExamReport({
        ...{ sourceId: `second-${made}`, diagnosticRequestId: requestId, ...overrides },
      }),
      { kind: 'Exam', viewer },
    );
  beforeAll(async () => {
    results = await startResults(kind);
    client = diagnosisClient(results);
    readings = secondReadingClient(results);
  });
  afterAll(() => results.stop());
  beforeEach(async () => {
    results.clock.now = new Date('2026-03-04T10:00:00+08:00');
    results.county.access.set('patient-1', {});
    made += 1;
    requestId = (await requested(client, `second-${made}`)).id;
    await client.claim(requestId);
  });

  it('is kept beside the report, by whom it was read and of which version', async () => {
    const { value } = await report({ conclusion: '未见异常' });
    const { done } = await ask('county-hospital');
    expect(done).toMatchObject({ outcome: null, readAt: null, center: { id: 'county-hospital' } });
    const read = await record(done?.id, professor, '右肺结节', 'DIFFERS');
    expect(read.done).toMatchObject({
      ...{
        outcome: 'DIFFERS',
        conclusion: '右肺结节',
        reportVersion: 1,
        readBy: { id: 'professor-1' },
      },
      ...{ askedAt: '2026-03-04T10:00:00+08:00', readAt: '2026-03-04T10:00:00+08:00' },
      request: {
        ...{ status: 'REPORTED', report: { id: value?.report.id, conclusion: '未见异常' } },
        secondReadings: [{ id: done?.id }],
      },
    });
  });

  it('is asked for by either side, once for each centre', async () => {
    await report();
    const { done } = await ask('imaging-center');
    results.clock.now = new Date('2026-03-04T11:00:00+08:00');
    expect((await ask('imaging-center', doctor)).done).toEqual(done);
    expect((await ask('county-hospital', doctor)).done?.id).not.toBe(done?.id);
  });

  it('is one where twenty ask at once', async () => {
    await report();
    const asked = await Promise.all(Array.from({ length: 20 }, () => ask('county-hospital')));
    expect(new Set(asked.map(({ done }) => done?.id)).size).toBe(1);
  });

  it('waits for the report', async () => {
    expect((await ask('imaging-center')).refused).toContain('CONFLICT');
    await report({ status: 'PRELIMINARY' });
    expect((await ask('imaging-center')).refused).toContain('has no report yet');
  });

  it.each(['city-hospital', 'nowhere', ' '])('is not asked of %j', async (centerId) => {
    await report();
    expect((await ask(centerId)).refused).toContain('INVALID_INPUT centerId: ');
  });

  it('is not asked for by others, in the words for a request that is none', async () => {
    await report();
    const words = async (viewer: Viewer, id = requestId) =>
      (await ask('county-hospital', viewer, id)).refused?.replace(id, 'ID');
    const none = await words(reader, 'nothing');
    expect(none).toContain('FORBIDDEN');
    expect(await words(professor)).toBe(none);
    expect(await words(aViewer('CLINICIAN', 'imaging-center'))).toBe(none);
    expect(await words(aViewer('REPORTER', 'township-dongpu'))).toBe(none);
    results.county.access.delete('patient-1');
    expect(await words(reader)).toBe(none);
  });

  it('is another person’s than who claimed and who reported', async () => {
    await report({}, aViewer('REPORTER', 'imaging-center', { subject: 'typist' }));
    const { done } = await ask('imaging-center');
    const typist = aViewer('REPORTER', 'imaging-center', { subject: 'typist' });
    for (const first of [reader, typist])
      expect((await record(done?.id, first)).refused).toContain('is for another person');
    expect((await record(done?.id, colleague)).done?.outcome).toBe('CONFIRMED');
  });

  it('is recorded once, whoever comes at once, and the same again is the same', async () => {
    await report();
    const { done } = await ask('county-hospital');
    const professors = Array.from({ length: 20 }, (_, number) =>
      aViewer('REPORTER', 'county-hospital', { subject: `professor-${number}` }),
    );
    const all = await Promise.all(professors.map((one) => record(done?.id, one)));
    const won = all.findIndex((one) => one.done);
    expect(all.filter((one) => one.done)).toHaveLength(1);
    expect(all.filter(({ refused }) => refused?.includes('CONFLICT'))).toHaveLength(19);
    const winner = professors[won] ?? professor;
    expect(await record(done?.id, winner)).toEqual(all[won]);
    expect((await record(done?.id, winner, '不同意见')).refused).toContain('CONFLICT');
    expect((await record(done?.id, winner, '同意', 'DIFFERS')).refused).toContain('CONFLICT');
  });

  it('needs words', async () => {
    await report();
    const { done } = await ask('county-hospital');
    expect((await record(done?.id, professor, ' ')).refused).toContain('INVALID_INPUT conclusion');
    expect((await record(done?.id, professor)).done).toBeDefined();
  });

  it('is recorded by nobody else, in the words for one that is none', async () => {
    await report();
    const { done } = await ask('county-hospital');
    const words = async (viewer: Viewer, id: unknown = done?.id) =>
      (await record(id, viewer)).refused?.replace(String(id), 'ID');
    const none = await words(professor, 'nothing');
    expect(none).toContain('FORBIDDEN');
    expect(await words(colleague)).toBe(none);
    results.county.access.delete('patient-1');
    expect(await words(professor)).toBe(none);
  });
});
