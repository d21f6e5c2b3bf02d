import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { Viewer } from '@lianyi/shared/auth/viewer';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { aCandidate, allRows, decide, saveTwoRecords } from '../testing/merging';
import { anEncounter } from '../testing/patients.factory';
import { clinician, type PatientsHarness, startPatients } from '../testing/patients.harness';

const township = aViewer('CLINICIAN', 'township-dongpu');
const recordQuery = `query ($id: ID!) { patient(id: $id) {
  id name phone recordIds identifiers { value } allergies { reaction }
  conditions { nodes { id } } encounters(first: 1) { nodes { id } pageInfo { hasNextPage endCursor } }
} }`;

describeOnBothDatabases('merging two records', (kind) => {
  let harness: PatientsHarness;
  const save = (...rows: object[]) => harness.database.transaction((manager) => manager.save(rows));
  const read = async (id: string, viewer: Viewer = clinician) =>
    (await harness.run(viewer, recordQuery, { id })).data?.patient as Record<string, never> | null;
  const as = (viewer: Viewer) => (step: Parameters<typeof decide>[2], id: string) =>
    decide(harness, viewer, step, id);
  const act = as(clinician);

  beforeAll(async () => {
    harness = await startPatients(kind);
  });
  beforeEach(async () => {
    await harness.clear();
    await saveTwoRecords(harness);
  });
  afterAll(() => harness?.stop());

  it('lets the record with the resident number stand for the person', async () => {
    const { done } = await act('merge', 'candidate-1');
    expect(done).toMatchObject({ id: 'patient-1', recordIds: ['patient-1', 'patient-2'] });
  });

  it.each(['patient-1', 'patient-2'])('reads both histories as one from %s', async (id) => {
    await act('merge', 'candidate-1');
    expect(await read(id)).toMatchObject({
      ...{ id, name: '张玮', phone: '13911112222' },
      recordIds: expect.arrayContaining(['patient-1', 'patient-2']),
      identifiers: expect.arrayContaining([{ value: '341322195501011012' }, { value: 'M77' }]),
      allergies: expect.arrayContaining([{ reaction: '皮疹' }, { reaction: '休克' }]),
      conditions: { nodes: expect.arrayContaining([{ id: 'condition-1' }, { id: 'condition-2' }]) },
      encounters: { nodes: [{ id: 'visit-2' }], pageInfo: { hasNextPage: true } },
    });
  });

  it('pages on through the histories of both records', async () => {
    await act('merge', 'candidate-1');
    const first = (await read('patient-1')) as unknown as {
      encounters: { pageInfo: { endCursor: string } };
    };
    const { data } = await harness.run(
      clinician,
      'query ($after: String) { patient(id: "patient-1") { encounters(first: 1, after: $after) { nodes { id } pageInfo { hasNextPage } } } }',
      { after: first.encounters.pageInfo.endCursor },
    );
    expect(data?.patient).toMatchObject({
      encounters: { nodes: [{ id: 'visit-1' }], pageInfo: { hasNextPage: false } },
    });
  });

  it('opens all of the person to whom one of her records is open', async () => {
    expect(await read('patient-2', township)).toBeNull();
    await act('merge', 'candidate-1');
    expect(await read('patient-2', township)).toMatchObject({ name: '张玮' });
  });

  it('asks referrals about every record of the person', async () => {
    await act('merge', 'candidate-1');
    harness.county.referrals.set('people-hospital', ['patient-2']);
    expect(await read('patient-1', aViewer('CLINICIAN', 'people-hospital'))).toMatchObject({
      name: '张玮',
    });
  });

  it('shows the person once, as the record that stands for her, to who searches', async () => {
    await act('merge', 'candidate-1');
    const search = 'query { patients(search: "zhangwei") { nodes { id name } } }';
    const { data } = await harness.run(clinician, search);
    expect(data?.patients).toEqual({ nodes: [{ id: 'patient-1', name: '张玮' }] });
  });

  it('shows looks at either record in one log', async () => {
    await read('patient-2');
    await act('merge', 'candidate-1');
    const log = 'query { accessLog(patientId: "patient-1") { nodes { action viewerName } } }';
    const { data } = await harness.run(clinician, log);
    expect(data?.accessLog).toMatchObject({
      nodes: expect.arrayContaining([
        expect.objectContaining({ action: 'READ_RECORD' }),
        expect.objectContaining({ action: 'MERGE_PATIENTS' }),
      ]),
    });
  });

  it('is recorded for both records, with its author', async () => {
    await act('merge', 'candidate-1');
    const steps = (await harness.events()).filter(({ action }) => action === 'MERGE_PATIENTS');
    expect(steps.map(({ patientId }) => patientId).sort()).toEqual(['patient-1', 'patient-2']);
    expect(steps[0]).toMatchObject({
      ...{ allowed: true, basis: 'ENCOUNTER', viewerSubject: clinician.subject },
      reason: 'patient-2 into patient-1',
    });
  });

  it('leaves every row as it was once it is taken back', async () => {
    const before = await allRows(harness);
    await act('merge', 'candidate-1');
    expect(await allRows(harness)).not.toEqual(before);
    expect((await act('unmerge', 'patient-2')).done).toMatchObject({ recordIds: ['patient-2'] });
    expect(await allRows(harness)).toEqual(before);
  });

  it('is taken back from the record that stands for the person too', async () => {
    await act('merge', 'candidate-1');
    expect((await act('unmerge', 'patient-1')).done).toMatchObject({ recordIds: ['patient-1'] });
    expect(await read('patient-2', township)).toBeNull();
  });

  it('leaves what arrived in between where it was posted', async () => {
    await act('merge', 'candidate-1');
    await save(anEncounter({ id: 'visit-3', patientId: 'patient-2' }));
    await act('unmerge', 'patient-2');
    const visits = async (id: string) =>
      ((await read(id)) as unknown as { encounters: { nodes: object[] } }).encounters.nodes;
    expect(await visits('patient-2')).toEqual([{ id: 'visit-2' }]);
    expect((await harness.run(township, recordQuery, { id: 'patient-1' })).data).toMatchObject({
      patient: { encounters: { nodes: [{ id: 'visit-1' }] } },
    });
  });

  it('settles other candidates of the same records, and opens them again', async () => {
    const status = async () =>
      (await harness.database.read.query(
        'SELECT `id`, `status` FROM `duplicate_candidate` ORDER BY `id`',
      )) as object[];
    await save(aCandidate({ id: 'candidate-2', patientId: 'patient-1', otherId: 'patient-2' }));
    await act('merge', 'candidate-1');
    expect(await status()).toMatchObject([{ status: 'MERGED' }, { status: 'MERGED' }]);
    await act('unmerge', 'patient-2');
    expect(await status()).toMatchObject([{ status: 'OPEN' }, { status: 'OPEN' }]);
  });
});
