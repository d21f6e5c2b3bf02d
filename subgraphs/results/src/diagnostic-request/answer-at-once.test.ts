import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
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

describeOnBothDatabases('of what comes at once, a report for a diagnostic request', (kind) => {
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
    sourceId = `answer-${made++}`;
    id = (await requested(client, sourceId)).id;
  });

  const post = (overrides: object = {}) =>
    results.post(anExamReport({ sourceId, diagnosticRequestId: id, ...overrides }), {
      ...{ kind: 'Exam', viewer: reader, fields },
    });
  const standing = async () => {
    const { nodes } = await client.list(doctor, '(status: REPORTED, first: 100)');
    return nodes.find((one) => one.id === id);
  };

  it('answers alone where twenty come at once', async () => {
    const sent = Array.from({ length: 20 }, (_, at) => post({ sourceId: `${sourceId}-${at}` }));
    const stored = (await Promise.all(sent)).flatMap(({ value }) => (value ? [value] : []));
    expect(stored).toHaveLength(1);
    expect(await standing()).toMatchObject({ report: { id: stored[0]?.report.id } });
    const [row] = await results.database.read.query(
      'SELECT COUNT(*) AS n FROM exam_report WHERE diagnosticRequestId = ?',
      [id],
    );
    expect(Number(row.n)).toBe(1);
  });

  it('and a cancellation at once end in one of both', async () => {
    const [posted, cancelled] = await Promise.all([post(), client.cancel(id, '患者转走')]);
    expect([posted.value, cancelled.request].filter(Boolean)).toHaveLength(1);
  });
});

describeOnBothDatabases('a report without a request', (kind) => {
  let results: ResultsHarness;
  beforeAll(async () => {
    results = await startResults(kind);
  });
  afterAll(() => results.stop());

  it('was made where it was reported', async () => {
    const { value } = await results.post(anExamReport(), { kind: 'Exam', fields });
    expect(value?.report.performingInstitution).toEqual({ id: 'township-dongpu' });
  });
});
