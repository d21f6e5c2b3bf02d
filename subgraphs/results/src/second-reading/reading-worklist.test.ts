import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { DiagnosticRequest } from '../diagnostic-request/diagnostic-request.entity';
import {
  type DiagnosisClient,
  diagnosisClient,
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

const patients = aViewer('REPORTER', 'county-hospital', { service: 'patients' });

describeOnBothDatabases('what is to be read again', (kind) => {
  let results: ResultsHarness;
  let client: DiagnosisClient;
  let readings: SecondReadingClient;
  let requestId = '';
  let made = 0;
  const ask = (centerId: string) => readings.ask(requestId, centerId, reader);
  const report = () =>
    results.post(anExamReport({ sourceId: `list-${made}`, diagnosticRequestId: requestId }), {
      ...{ kind: 'Exam', viewer: reader },
    });
  const requestAnother = async () => {
    made += 1;
    requestId = (await requested(client, `list-${made}`)).id;
  };

  beforeAll(async () => {
    results = await startResults(kind);
    client = diagnosisClient(results);
    readings = secondReadingClient(results);
  });
  afterAll(() => results.stop());
  beforeEach(async () => {
    results.clock.now = new Date('2026-03-04T10:00:00+08:00');
    results.county.access.set('patient-1', {});
    await results.database.transaction((manager) => manager.query('DELETE FROM second_reading'));
    await requestAnother();
  });

  it('stands in the list of whom it is asked, the oldest first, until it was read', async () => {
    const ids: unknown[] = [];
    for (const hour of ['10', '11', '12']) {
      results.clock.now = new Date(`2026-03-04T${hour}:00:00+08:00`);
      await requestAnother();
      await report();
      ids.push((await ask('county-hospital')).done?.id);
    }
    const page = await readings.list(professor, '(first: 2)');
    expect(page).toMatchObject({ ids: ids.slice(0, 2), hasNextPage: true });
    expect((await readings.list(professor, `(after: "${page.endCursor}")`)).ids).toEqual(
      ids.slice(2),
    );
    await readings.record(ids[0], professor);
    expect((await readings.list(professor)).ids).toEqual(ids.slice(1));
    expect((await readings.list(reader)).ids).toEqual([]);
    results.county.access.delete('patient-1');
    expect((await readings.list(professor)).ids).toEqual([]);
  });

  it('opens the record to whom it is asked, until 90 days after it was read', async () => {
    const held = async () => {
      const query =
        '{ diagnosisBases(patientIds: ["patient-1"], institutionId: "county-hospital") }';
      return (await results.run(patients, query)).data?.diagnosisBases;
    };
    await report();
    expect(await held()).toEqual([]);
    const { done } = await ask('county-hospital');
    expect(await held()).toEqual(['patient-1']);
    await readings.record(done?.id, professor);
    results.clock.now = new Date('2026-06-02T23:59:59+08:00');
    expect(await held()).toEqual(['patient-1']);
    results.clock.now = new Date('2026-06-03T00:00:00+08:00');
    expect(await held()).toEqual([]);
  });

  it('is neither listed nor read again where it is flagged sensitive, and that may not be seen', async () => {
    await report();
    const { done } = await ask('county-hospital');
    await results.database.transaction((manager) =>
      manager.update(DiagnosticRequest, { id: requestId }, { sensitive: true }),
    );
    results.county.access.set('patient-1', { sensitive: false });
    expect((await readings.list(professor)).ids).toEqual([]);
    const { refused } = await readings.record(done?.id, professor);
    expect(refused).toMatch(/^FORBIDDEN/);
    results.county.access.set('patient-1', {});
    expect((await readings.list(professor)).ids).toEqual([done?.id]);
  });
});
