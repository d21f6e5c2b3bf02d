import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Viewer } from '@lianyi/shared/auth/viewer';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { CandidateStatus } from '../registration/duplicate-candidate.entity';
import { aCandidate, allRows, decide, saveTwoRecords } from '../testing/merging';
import { aSource, savePatient } from '../testing/patients.factory';
import { clinician, type PatientsHarness, startPatients } from '../testing/patients.harness';

describeOnBothDatabases('deciding on duplicates', (kind) => {
  let harness: PatientsHarness;
  const save = (...rows: object[]) => harness.database.transaction((manager) => manager.save(rows));
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

  describe('refuses', () => {
    const unchanged = async (refused: () => Promise<unknown>) => {
      const before = await allRows(harness);
      const answer = await refused();
      expect(await allRows(harness)).toEqual(before);
      return answer;
    };

    it('a second decision on a candidate', async () => {
      await act('dismiss', 'candidate-1');
      expect(await unchanged(() => act('merge', 'candidate-1'))).toMatchObject({
        ...{ code: 'CONFLICT', message: expect.stringContaining('DISMISSED') },
      });
      expect(await unchanged(() => act('dismiss', 'candidate-1'))).toMatchObject({
        code: 'CONFLICT',
      });
    });

    it('a merge of records that are one person already', async () => {
      await act('merge', 'candidate-1');
      expect(await unchanged(() => act('merge', 'candidate-1'))).toMatchObject({
        ...{ code: 'CONFLICT', message: expect.stringContaining('MERGED') },
      });
      await save(aCandidate({ id: 'candidate-3', patientId: 'patient-1', otherId: 'patient-2' }));
      expect(await unchanged(() => act('merge', 'candidate-3'))).toMatchObject({
        ...{ code: 'CONFLICT', message: expect.stringContaining('one person already') },
      });
    });

    it('to take apart what is not merged', async () => {
      expect(await unchanged(() => act('unmerge', 'patient-2'))).toMatchObject({
        code: 'CONFLICT',
      });
    });

    it('an unknown candidate and one of others in the same words', async () => {
      const stranger = as(aViewer('CLINICIAN', 'people-hospital'));
      const [unknown, others] = [
        await stranger('merge', 'candidate-9'),
        await stranger('merge', 'candidate-1'),
      ];
      expect(others).toMatchObject({ code: 'NOT_FOUND' });
      expect(others.message?.replace('candidate-1', 'candidate-9')).toBe(unknown.message);
    });

    it('an unknown patient and another’s in the same words', async () => {
      const stranger = as(aViewer('CLINICIAN', 'people-hospital'));
      const [unknown, others] = [
        await stranger('unmerge', 'patient-9'),
        await stranger('unmerge', 'patient-1'),
      ];
      expect(others).toMatchObject({ code: 'NOT_FOUND' });
      expect(others.message?.replace('patient-1', 'patient-9')).toBe(unknown.message);
    });

    it('institutions outside the community', async () => {
      const outside = as(aViewer('CLINICIAN', 'city-hospital'));
      expect(await unchanged(() => outside('merge', 'candidate-1'))).toMatchObject({
        code: 'FORBIDDEN',
      });
    });

    it.each(['REPORTER', 'AUDITOR', 'ADMIN', 'PHARMACIST', 'REFERRAL_OFFICER'] as const)(
      'the role %s, and records it',
      async (role) => {
        const answer = await as(aViewer(role))('merge', 'candidate-1');
        expect(answer).toMatchObject({ code: 'FORBIDDEN', done: null });
        expect((await harness.events()).at(-1)).toMatchObject({
          ...{ action: 'MERGE_PATIENTS', allowed: false, reason: 'FORBIDDEN' },
        });
      },
    );
  });

  it('lets the quality manager decide: at the leading institution on all', async () => {
    const lead = as(aViewer('QUALITY_MANAGER'));
    expect((await lead('merge', 'candidate-1')).code).toBeNull();
    expect((await lead('unmerge', 'patient-1')).code).toBeNull();
    const member = as(aViewer('QUALITY_MANAGER', 'people-hospital'));
    expect((await member('merge', 'candidate-1')).code).toBe('NOT_FOUND');
    await save(aSource({ institutionId: 'people-hospital' }));
    expect((await member('merge', 'candidate-1')).code).toBeNull();
  });

  it('lets the quality manager of the leading institution decide on what others hold alone', async () => {
    await harness.database.transaction(async (manager) => {
      for (const id of ['patient-8', 'patient-9']) await savePatient(manager, { id });
    });
    const held = ['patient-8', 'patient-9'].map((patientId) =>
      aSource({ patientId, institutionId: 'township-dongpu' }),
    );
    await save(...held, aCandidate({ id: 'held', patientId: 'patient-9', otherId: 'patient-8' }));
    const lead = as(aViewer('QUALITY_MANAGER'));
    expect((await lead('merge', 'held')).code).toBeNull();
  });

  it('lets a clinician of the leading institution decide on her patients alone', async () => {
    await harness.database.transaction(async (manager) => {
      for (const id of ['patient-8', 'patient-9']) await savePatient(manager, { id });
    });
    await save(aCandidate({ id: 'candidate-8', patientId: 'patient-9', otherId: 'patient-8' }));
    const list = '{ duplicateCandidates(status: OPEN) { nodes { id } } }';
    const { data } = await harness.run(clinician, list);
    expect(data?.duplicateCandidates).toEqual({ nodes: [{ id: 'candidate-1' }] });
    expect((await act('merge', 'candidate-8')).code).toBe('NOT_FOUND');
  });

  it('shows the quality manager who the candidates are as a search does', async () => {
    const list = `query { duplicateCandidates(status: OPEN) { nodes { id status patient { name birthDate identifiers { value } phone } other { id } } } }`;
    const { data } = await harness.run(aViewer('QUALITY_MANAGER'), list);
    expect(data?.duplicateCandidates).toMatchObject({
      nodes: [
        {
          ...{ id: 'candidate-1', status: CandidateStatus.OPEN, other: { id: 'patient-1' } },
          patient: { name: '张伟', birthDate: null, phone: null },
        },
      ],
    });
  });
});
