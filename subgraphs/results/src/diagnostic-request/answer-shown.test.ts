import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { ExamReport } from '../exam-report/exam-report.entity';
import {
  type DiagnosisClient,
  diagnosisClient,
  doctor,
  reader,
  requested,
} from '../testing/diagnosis.client';
import { anExamReport } from '../testing/report.factory';
import { type ResultsHarness, startResults } from '../testing/results.harness';

describeOnBothDatabases('the report that answers a request', (kind) => {
  let results: ResultsHarness;
  let client: DiagnosisClient;
  const shown = async () => {
    const { nodes } = await client.list(doctor, '(status: REPORTED)');
    return nodes[0]?.report;
  };
  beforeAll(async () => {
    results = await startResults(kind);
    client = diagnosisClient(results);
    results.county.access.set('patient-1', {});
    const { id } = await requested(client, 'shown');
    await results.post(anExamReport({ diagnosticRequestId: id }), { kind: 'Exam', viewer: reader });
  });
  afterAll(() => results.stop());

  it('is hidden where it holds nothing but what is sensitive, and that may not be seen', async () => {
    const hold = (sensitivity: 'ALL' | 'NONE') =>
      results.database.transaction((manager) =>
        manager.update(ExamReport, { sourceId: 'exam-1' }, { sensitivity }),
      );
    await hold('ALL');
    expect(await shown()).toMatchObject({ status: 'FINAL' });
    results.county.access.set('patient-1', { sensitive: false });
    expect(await shown()).toBeNull();
    await hold('NONE');
    expect(await shown()).toMatchObject({ status: 'FINAL' });
  });

  it('names nobody where who she is may not be seen', async () => {
    const query =
      '{ diagnosticRequests(status: REPORTED) { nodes { report { findings conclusion } } } }';
    const text = { findings: '双肺纹理清晰。', conclusion: '未见异常。' };
    for (const identified of [true, false]) {
      results.county.access.set('patient-1', { identified });
      const { data } = await results.run(doctor, query);
      const report = identified ? text : { findings: null, conclusion: null };
      expect(data).toEqual({ diagnosticRequests: { nodes: [{ report }] } });
    }
  });
});
