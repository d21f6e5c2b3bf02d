import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { roles } from '@lianyi/shared/auth/viewer';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { createBreakGlassClient, reason } from '../testing/break-glass.client';
import { aContract, noon, savePatient } from '../testing/patients.factory';
import { clinician, type PatientsHarness, startPatients } from '../testing/patients.harness';
import { BreakGlassNoticeRow } from './break-glass-notice.entity';

const hour = 3_600_000;
const doctor = aViewer('FAMILY_DOCTOR', 'township-dongpu', { subject: 'doctor', name: '李家医' });
const nurse = aViewer('CLINICIAN', 'township-dongpu', { subject: 'nurse', name: '王护士' });

describeOnBothDatabases('the notice of a broken glass', (kind) => {
  let harness: PatientsHarness;
  const glass = createBreakGlassClient(() => harness);
  const stored = () => harness.database.read.find(BreakGlassNoticeRow);
  const idsOf = async (variables = {}) =>
    (await glass.inbox(doctor, variables)).nodes.map(({ id }) => id);

  beforeAll(async () => {
    harness = await startPatients(kind);
  });
  beforeEach(async () => {
    await harness.clear();
    await harness.database.transaction(async (manager) => {
      await savePatient(manager);
      await savePatient(manager, { id: 'patient-2', name: '李秀英' });
      await manager.save([aContract(), aContract({ id: 'contract-2', patientId: 'patient-2' })]);
    });
  });
  afterAll(() => harness?.stop());

  it.each([[doctor], [nurse]])('tells the institution of the family doctor', async (viewer) => {
    const id = await glass.breakGlass();
    expect((await glass.inbox(viewer)).nodes).toEqual([
      {
        ...{ id, reason, viewerName: clinician.name, institution: { id: 'county-hospital' } },
        patient: { id: 'patient-1', name: '张建国', phone: '13800001234' },
        ...{ grantedAt: '2026-03-04T12:00:00+08:00', expiresAt: '2026-03-04T16:00:00+08:00' },
        ...{ dueAt: '2026-03-05T12:00:00+08:00', overdue: false },
        ...{ acknowledgedAt: null, acknowledgedBy: null },
      },
    ]);
  });

  it.each([
    ['there is no contract', { patientId: 'somebody' }],
    ['the contract is over', { start: '2025-01-01', end: '2026-03-03' }],
    ['the contract has not begun', { start: '2026-03-05' }],
    ['the contract is with who broke the glass', { institutionId: 'county-hospital' }],
  ])('is not written where %s', async (_title, change) => {
    await glass.save(aContract(change));
    await glass.breakGlass();
    expect(await stored()).toEqual([]);
  });

  it('is written with the grant or not at all', async () => {
    const { chain } = harness.process;
    const { appendWithin } = chain;
    Object.assign(chain, { appendWithin: () => Promise.reject(new Error('disk full')) });
    await expect(glass.breakGlass()).rejects.toThrow('stayed shut');
    Object.assign(chain, { appendWithin });
    expect(await stored()).toEqual([]);
  });

  it('is shown newest first, page by page, the unread alone where they are asked for', async () => {
    const first = await glass.breakGlass();
    glass.forward(hour);
    const second = await glass.breakGlass(clinician, 'patient-2');
    glass.forward(2 * hour);
    const third = await glass.breakGlass();
    expect(await idsOf()).toEqual([third, second, first]);
    await glass.acknowledge(second, doctor);
    expect(await idsOf({ unreadOnly: true })).toEqual([third, first]);
    const { pageInfo } = await glass.inbox(doctor, { first: 1 });
    expect(pageInfo.hasNextPage).toBe(true);
    expect(await idsOf({ after: pageInfo.endCursor })).toEqual([second, first]);
  });

  it('is an access to each patient shown', async () => {
    await glass.breakGlass();
    await glass.breakGlass(clinician, 'patient-2');
    await glass.inbox(doctor);
    const look = { action: 'READ_BREAK_GLASS_NOTICE', allowed: true };
    const basis = 'FAMILY_DOCTOR_CONTRACT';
    const looks = (await harness.events()).filter(({ action }) => action === look.action);
    expect(looks.map(({ patientId }) => patientId).sort()).toEqual(['patient-1', 'patient-2']);
    expect(looks).toMatchObject([
      { ...look, basis, viewerSubject: 'doctor' },
      { ...look, basis },
    ]);
  });

  it('is not shown any more when the contract is over, nor to be read', async () => {
    const id = await glass.breakGlass();
    await glass.save(aContract({ end: '2026-03-03' }));
    expect(await idsOf()).toEqual([]);
    const { errors } = await glass.acknowledge(id, doctor);
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN', noticeId: id } }]);
    expect((await harness.events()).at(-1)).toMatchObject({
      ...{ action: 'ACKNOWLEDGE_BREAK_GLASS_NOTICE', patientId: 'patient-1', allowed: false },
      reason: 'no basis',
    });
    expect(await stored()).toMatchObject([{ acknowledgedAt: null }]);
  });

  it('keeps who read it first, however often it is read', async () => {
    const id = await glass.breakGlass();
    glass.forward(hour);
    const read = { acknowledgedAt: '2026-03-04T13:00:00+08:00', acknowledgedBy: '王护士' };
    const first = await glass.acknowledge(id, nurse);
    expect(first.data).toMatchObject({ acknowledgeBreakGlassNotice: { id, ...read } });
    glass.forward(2 * hour);
    const second = await glass.acknowledge(id, doctor);
    expect(second).toEqual(first);
    const steps = (await harness.events()).filter(({ action }) => action.startsWith('ACK'));
    expect(steps.map(({ viewerSubject }) => viewerSubject)).toEqual(['nurse', 'doctor']);
  });

  it('is read once by twenty at once', async () => {
    const id = await glass.breakGlass();
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        glass.acknowledge(id, { ...doctor, name: `医生${index}` }),
      ),
    );
    expect(answers.flatMap(({ errors }) => errors ?? [])).toEqual([]);
    const readers = answers.map(({ data }) => JSON.stringify(data));
    expect(new Set(readers).size).toBe(1);
    expect(await harness.verify()).toMatchObject({ whole: true });
  });

  it('is overdue from the moment after it should have been read', async () => {
    const id = await glass.breakGlass();
    glass.forward(24 * hour);
    expect((await glass.inbox(doctor)).nodes).toMatchObject([{ overdue: false }]);
    glass.forward(24 * hour + 1);
    expect((await glass.inbox(doctor)).nodes).toMatchObject([{ overdue: true }]);
    await glass.acknowledge(id, doctor);
    expect((await glass.inbox(doctor)).nodes).toMatchObject([{ overdue: true }]);
  });

  it('is refused to another institution in the words for an id that nobody has', async () => {
    const id = await glass.breakGlass();
    const other = aViewer('FAMILY_DOCTOR', 'people-hospital');
    const there = await glass.acknowledge(id, other);
    const nowhere = await glass.acknowledge('nothing', other);
    expect(JSON.stringify(there).replaceAll(id, 'nothing')).toBe(JSON.stringify(nowhere));
    expect(there.errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    expect((await glass.inbox(other)).nodes).toEqual([]);
  });

  it('waits for referrals to answer, where the contract is over', async () => {
    const id = await glass.breakGlass();
    await glass.save(aContract({ end: '2026-03-03' }));
    harness.county.down.add('referrals');
    const { errors } = await glass.acknowledge(id, doctor);
    expect(errors).toMatchObject([{ extensions: { code: 'UNAVAILABLE', part: 'referrals' } }]);
  });

  it('stays where it was sent when the contract is renewed elsewhere', async () => {
    const id = await glass.breakGlass();
    harness.clock.now = new Date(noon.getTime() + hour);
    await glass.save(
      aContract({ id: 'contract-3', institutionId: 'people-hospital', start: '2026-03-04' }),
    );
    expect(await idsOf()).toEqual([id]);
  });

  const others = roles.filter((role) => !['CLINICIAN', 'FAMILY_DOCTOR'].includes(role));
  it.each(others)('is not for a %s', async (role) => {
    const id = await glass.breakGlass();
    const viewer = aViewer(role, 'township-dongpu');
    for (const { errors } of [await glass.notices(viewer), await glass.acknowledge(id, viewer)])
      expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  });
});
