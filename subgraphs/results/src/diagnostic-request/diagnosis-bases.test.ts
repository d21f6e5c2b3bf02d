import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import {
  type DiagnosisClient,
  diagnosisClient,
  reader,
  requested,
} from '../testing/diagnosis.client';
import { type ResultsHarness, startResults } from '../testing/results.harness';

const asPatients = aViewer('REPORTER', 'imaging-center', { service: 'patients' });

describeOnBothDatabases('whom a diagnostic request opens a record to', (kind) => {
  let results: ResultsHarness;
  let client: DiagnosisClient;
  const patients = ['open', 'claimed', 'ended', 'none'];
  const ask = async (institutionId: string, viewer = asPatients, patientIds = patients) => {
    const query =
      'query ($patientIds: [ID!]!, $institutionId: ID!) { diagnosisBases(patientIds: $patientIds, institutionId: $institutionId) }';
    const { data, errors } = await results.run(viewer, query, { patientIds, institutionId });
    return errors ? errors[0]?.extensions?.code : data?.diagnosisBases;
  };
  beforeAll(async () => {
    results = await startResults(kind);
    client = diagnosisClient(results);
    for (const id of patients) results.county.access.set(id, {});
    for (const patientId of ['open', 'claimed', 'ended'])
      await requested(client, patientId, { patientId });
    for (const { id, patient } of (await client.list(reader)).nodes) {
      const name = (patient as { id: string }).id;
      if (name === 'claimed') await client.claim(id);
      if (name === 'ended') await client.reject(id, '图像不全');
    }
  });
  afterAll(() => results.stop());

  it('is the centre, of those it is asked to diagnose', async () => {
    expect(await ask('imaging-center')).toEqual(['claimed', 'ended', 'open']);
  });

  it('is neither its sender, who needs a basis of its own, nor anybody else', async () => {
    expect(await ask('township-dongpu')).toEqual([]);
    expect(await ask('lab-center')).toEqual([]);
  });

  it('is the centre until 90 days after the end', async () => {
    results.clock.now = new Date('2026-06-02T23:59:59.999+08:00');
    expect(await ask('imaging-center')).toEqual(['claimed', 'ended', 'open']);
    results.clock.now = new Date('2026-06-03T00:00:00+08:00');
    expect(await ask('imaging-center')).toEqual(['claimed', 'open']);
    results.clock.now = new Date('2026-03-04T10:00:00+08:00');
  });

  it('asks nothing where nobody is asked about', async () => {
    results.statements.length = 0;
    expect(await ask('imaging-center', asPatients, [])).toEqual([]);
    expect(results.statements).toEqual([]);
  });

  it('is told to other parts alone', async () => {
    expect(await ask('imaging-center', reader)).toBe('FORBIDDEN');
  });
});
