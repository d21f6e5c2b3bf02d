import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { Viewer } from '@lianyi/shared/auth/viewer';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { aContract, aMembership, aSource, savePatient } from '../testing/patients.factory';
import { type PatientsHarness, startPatients } from '../testing/patients.harness';
import { RegisterFollowUp } from './register-membership.entity';

const fields = `id since until nextDueOn lastFollowUpOn leaveReason
  followUps { nodes { on note institution { id } recordedAt } }`;
const recording = `mutation ($id: ID!, $on: Date!, $note: String) {
  membership: recordRegisterFollowUp(membershipId: $id, on: $on, note: $note) { ${fields} }
}`;
const leaving = `mutation ($id: ID!, $on: Date!, $reason: String!) {
  membership: leaveRegister(membershipId: $id, on: $on, reason: $reason) { ${fields} }
}`;
const familyDoctor = aViewer('FAMILY_DOCTOR', 'township-dongpu');

describeOnBothDatabases('a register membership', (kind) => {
  let harness: PatientsHarness;
  const run = async (document: string, variables: object, viewer: Viewer = familyDoctor) => {
    const { data, errors } = await harness.run(viewer, document, { ...variables });
    return { membership: data?.membership as Record<string, unknown> | undefined, errors };
  };
  const record = (on: string, given: object = {}, viewer?: Viewer) =>
    run(recording, { id: 'membership-1', on, note: '血压138/86', ...given }, viewer);
  const leave = (on: string, given: object = {}, viewer?: Viewer) =>
    run(leaving, { id: 'membership-1', on, reason: '迁出本县', ...given }, viewer);
  const followUps = () => harness.database.read.find(RegisterFollowUp);
  const dates = ({ membership }: Awaited<ReturnType<typeof record>>) => [
    ...[membership?.lastFollowUpOn, membership?.nextDueOn],
  ];
  const codeOf = ({ errors }: Awaited<ReturnType<typeof record>>) => errors?.[0]?.extensions;

  beforeAll(async () => {
    harness = await startPatients(kind);
  });
  beforeEach(async () => {
    await harness.clear();
    await harness.database.transaction(async (manager) => {
      await savePatient(manager);
      await manager.save([aContract(), aMembership()]);
    });
  });
  afterAll(() => harness?.stop());

  it('is due again an interval after a follow-up', async () => {
    const { membership, errors } = await record('2026-03-03');
    expect(errors).toBeUndefined();
    expect(membership).toMatchObject({
      ...{ lastFollowUpOn: '2026-03-03', nextDueOn: '2026-06-01' },
      followUps: {
        nodes: [
          {
            ...{ on: '2026-03-03', note: '血压138/86', institution: { id: 'township-dongpu' } },
            recordedAt: '2026-03-04T12:00:00+08:00',
          },
        ],
      },
    });
    expect(await harness.events()).toMatchObject([
      { action: 'RECORD_FOLLOW_UP', allowed: true, basis: 'FAMILY_DOCTOR_CONTRACT' },
    ]);
  });

  it('is not due earlier by a follow-up that comes late', async () => {
    await record('2026-03-03');
    const late = await record('2025-08-01');
    expect(dates(late)).toEqual(['2026-03-03', '2026-06-01']);
    expect(await followUps()).toHaveLength(2);
  });

  it('has one follow-up a day, however often it is sent', async () => {
    const all = await Promise.all(Array.from({ length: 20 }, () => record('2026-03-03')));
    for (const one of all) expect(dates(one)).toEqual(['2026-03-03', '2026-06-01']);
    expect(await followUps()).toHaveLength(1);
    expect(codeOf(await record('2026-03-03', { note: '血压150/90' }))).toMatchObject({
      code: 'CONFLICT',
    });
    expect(await followUps()).toMatchObject([{ note: '血压138/86' }]);
  });

  it('keeps the latest of follow-ups that come at once', async () => {
    const days = Array.from(
      { length: 20 },
      (_, at) => `2026-02-${String(at + 1).padStart(2, '0')}`,
    );
    await Promise.all(days.map((on) => record(on)));
    expect(dates(await record('2026-02-20'))).toEqual(['2026-02-20', '2026-05-21']);
    expect(await followUps()).toHaveLength(20);
  });

  it('ends when she leaves', async () => {
    const { membership, errors } = await leave('2026-03-04');
    expect(errors).toBeUndefined();
    expect(membership).toMatchObject({
      ...{ until: '2026-03-04', nextDueOn: null, leaveReason: '迁出本县' },
    });
    expect(await leave('2026-03-04')).toMatchObject({ membership: { until: '2026-03-04' } });
    expect(codeOf(await leave('2026-03-03'))).toMatchObject({ code: 'CONFLICT' });
  });

  it('takes a follow-up of before she left, and stays ended', async () => {
    await leave('2026-03-02');
    expect(dates(await record('2026-03-01'))).toEqual(['2026-03-01', null]);
    expect(codeOf(await record('2026-03-03'))).toMatchObject({ code: 'CONFLICT' });
    expect(await followUps()).toHaveLength(1);
  });

  it('is either followed up or left before by who does both at once', async () => {
    const [followed, left] = await Promise.all([record('2026-03-04'), leave('2026-03-03')]);
    expect([followed, left].filter(({ errors }) => errors === undefined)).toHaveLength(1);
  });

  it.each([
    ['on', () => record('2026-03-05')],
    ['on', () => record('2025-05-31')],
    ['note', () => record('2026-03-04', { note: ' 好 ' })],
    ['note', () => record('2026-03-04', { note: '好'.repeat(501) })],
    ['on', () => leave('2026-03-05')],
    ['on', () => leave('2025-05-31')],
    ['reason', () => leave('2026-03-04', { reason: '' })],
  ])('refuses a wrong %s', async (field, act) => {
    expect(codeOf(await act())).toEqual({ code: 'INVALID_INPUT', field });
    expect(await followUps()).toEqual([]);
  });

  it('is not left before the last follow-up', async () => {
    await record('2026-03-03');
    expect(codeOf(await leave('2026-03-02'))).toEqual({ code: 'INVALID_INPUT', field: 'on' });
    expect((await leave('2026-03-03')).errors).toBeUndefined();
  });

  it.each([
    ['recorded', record],
    ['left', leave],
  ])('cannot be told from one that nobody has by a stranger: %s', async (_title, act) => {
    const stranger = aViewer('CLINICIAN', 'people-hospital');
    const hidden = await act('2026-03-04', {}, stranger);
    expect(codeOf(hidden)).toMatchObject({ code: 'NOT_FOUND' });
    const missing = await act('2026-03-04', { id: 'membership-9' }, stranger);
    expect(JSON.stringify(missing).replaceAll('membership-9', 'membership-1')).toBe(
      JSON.stringify(hidden),
    );
    const role = await act('2026-03-04', {}, aViewer('PHARMACIST', 'township-dongpu'));
    expect(codeOf(role)).toMatchObject({ code: 'FORBIDDEN' });
    const nothing = { id: 'membership-9' };
    for (const viewer of [
      aViewer('PHARMACIST', 'township-dongpu'),
      aViewer('CLINICIAN', 'city-hospital'),
    ])
      expect(codeOf(await act('2026-03-04', nothing, viewer))).toMatchObject({ code: 'FORBIDDEN' });
    expect(await harness.events()).toMatchObject([
      { allowed: false, reason: 'NOT_FOUND', patientId: 'patient-1' },
      { allowed: false, reason: 'FORBIDDEN', patientId: 'patient-1' },
    ]);
  });

  it('is kept by its institution with own data alone, by no other with as little', async () => {
    harness.clock.now = new Date('2027-03-04T12:00:00+08:00');
    await harness.database.transaction((manager) =>
      manager.save(['township-dongpu', 'lab-center'].map((id) => aSource({ institutionId: id }))),
    );
    expect((await record('2027-03-04')).errors).toBeUndefined();
    const other = await record('2027-03-03', {}, aViewer('CLINICIAN', 'lab-center'));
    expect(codeOf(other)).toMatchObject({ code: 'NOT_FOUND' });
  });
});
