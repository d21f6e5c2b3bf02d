import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { aRequest, type DiagnosisClient, diagnosisClient } from '../testing/diagnosis.client';
import { anExamReport, aQualityRecord } from '../testing/report.factory';
import { type ResultsHarness, startResults } from '../testing/results.harness';

describeOnBothDatabases('what is recognised of an exam diagnosed above', (kind) => {
  let results: ResultsHarness;
  let client: DiagnosisClient;
  let made = 0;
  /** The verdict on a centre's report, for an exam of the sender's or, where null, of its own. */
  const verdict = async (sender: string | null, centerId: string, at: string) => {
    made += 1;
    const asked = sender && (await requestFrom(sender, centerId));
    const { value } = await results.post(
      anExamReport({ sourceId: `made-${made}`, diagnosticRequestId: asked }),
      { kind: 'Exam', viewer: aViewer('REPORTER', centerId) },
    );
    const query = 'query ($id: ID!) { examReport(id: $id) { recognition { status obstacles } } }';
    const viewer = aViewer('CLINICIAN', at);
    const { data } = await results.run(viewer, query, { id: value?.report.id });
    return (data?.examReport as { recognition: object } | undefined)?.recognition;
  };
  const requestFrom = async (sender: string, centerId: string) => {
    const input = aRequest({ sourceId: `made-${made}`, centerId });
    return (await client.request(input, aViewer('CLINICIAN', sender))).request?.id ?? '';
  };
  const recognized = { status: 'RECOGNIZED', obstacles: [] };
  const unassessed = { status: 'NOT_RECOGNIZED', obstacles: ['NO_QUALITY_RECORD'] };

  beforeAll(async () => {
    results = await startResults(kind);
    client = diagnosisClient(results);
    results.county.access.set('patient-1', {});
    const assessed = ['township-dongpu', 'county-hospital'];
    await results.database.transaction((manager) =>
      manager.save(
        assessed.map((institutionId) =>
          aQualityRecord({ id: institutionId, institutionId, itemCode: 'CT-ALL' }),
        ),
      ),
    );
  });
  afterAll(() => results.stop());

  it('rests on the quality of who made the image, not of who read it', async () => {
    const [sender, center] = ['township-dongpu', 'imaging-center'];
    expect(await verdict(sender, center, 'county-hospital')).toEqual(recognized);
  });

  it('is refused where only the reader was assessed', async () => {
    const [sender, center] = ['township-xiling', 'county-hospital'];
    expect(await verdict(sender, center, 'township-dongpu')).toEqual(unassessed);
  });

  it('rests on the reader’s own quality where it made the image', async () => {
    expect(await verdict(null, 'imaging-center', 'county-hospital')).toEqual(unassessed);
    expect(await verdict(null, 'county-hospital', 'township-xiling')).toEqual(recognized);
  });

  it('counts as the maker’s own result there, and not at the reader’s', async () => {
    const [sender, center] = ['township-xiling', 'imaging-center'];
    expect(await verdict(sender, center, sender)).toEqual(recognized);
    expect(await verdict(sender, center, center)).toEqual(unassessed);
  });
});
