import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import {
  aContract,
  aGlassGrant,
  anEncounter,
  aRestriction,
  aSensitiveRestriction,
  aSource,
  savePatient,
} from '../testing/patients.factory';
import { clinician, type PatientsHarness, startPatients } from '../testing/patients.harness';
import { aWish, createRestrictionClient } from '../testing/restriction.client';
import { RecordRestriction } from './record-restriction.entity';

describeOnBothDatabases('liftRestriction', (kind) => {
  let harness: PatientsHarness;
  const counter = createRestrictionClient(() => harness);
  const stored = () => harness.database.read.find(RecordRestriction, { order: { id: 'ASC' } });
  const steps = async () =>
    (await harness.events()).filter(({ action }) => action === 'LIFT_RESTRICTION');
  const doctor = aViewer('FAMILY_DOCTOR', 'people-hospital');

  beforeAll(async () => {
    harness = await startPatients(kind);
  });
  beforeEach(async () => {
    await harness.clear();
    await harness.database.transaction(async (manager) => {
      await savePatient(manager);
      await manager.save([
        ...[anEncounter(), aContract({ institutionId: 'people-hospital' })],
        aRestriction({ institutionId: 'township-dongpu' }),
        aSensitiveRestriction({ id: 'restriction-2' }),
      ]);
    });
  });
  afterAll(() => harness?.stop());

  it('ends it and keeps it, with who lifted it, where and why, and its event', async () => {
    const { done, errors } = await counter.lift('restriction-1', doctor);
    expect(errors).toBeUndefined();
    expect(done).toMatchObject({
      ...{ id: 'restriction-1', liftNote: '本人要求取消', liftedBy: doctor.name },
      liftedAtInstitution: { id: 'people-hospital' },
      liftedAt: '2026-03-04T12:00:00+08:00',
    });
    expect((await counter.list()).found).toMatchObject([{ id: 'restriction-2' }]);
    expect(await stored()).toMatchObject([
      { id: 'restriction-1', openKey: null, lifterSubject: doctor.subject },
      { id: 'restriction-2', liftedAt: null },
    ]);
    expect(await steps()).toMatchObject([
      {
        ...{ allowed: true, basis: 'FAMILY_DOCTOR_CONTRACT', patientId: 'patient-1' },
        reason: 'INSTITUTION township-dongpu',
      },
    ]);
  });

  it('lets the same be restricted again, as a restriction of its own', async () => {
    const first = await counter.restrict(aWish);
    await counter.lift(first.done?.id ?? '');
    const second = await counter.restrict(aWish);
    expect(second.done).toMatchObject({ liftedAt: null });
    expect(second.done?.id).not.toBe(first.done?.id);
    expect(await stored()).toHaveLength(4);
  });

  it('keeps who lifted it first, of twenty at once', async () => {
    const lifters = Array.from({ length: 20 }, (_, index) => ({
      ...clinician,
      name: `医生${index}`,
    }));
    const answers = await Promise.all(lifters.map((one) => counter.lift('restriction-1', one)));
    expect(answers.flatMap(({ errors }) => errors ?? [])).toEqual([]);
    expect(new Set(answers.map(({ done }) => done?.liftedBy)).size).toBe(1);
    expect(await steps()).toHaveLength(20);
    expect(await harness.verify()).toMatchObject({ whole: true });
  });

  it('stays where its event cannot be written', async () => {
    const { chain } = harness.process;
    const { appendWithin } = chain;
    Object.assign(chain, { appendWithin: () => Promise.reject(new Error('disk full')) });
    await counter.lift('restriction-1');
    Object.assign(chain, { appendWithin });
    expect(await stored()).toMatchObject([{ liftedAt: null }, { liftedAt: null }]);
  });

  it('needs a note', async () => {
    const { errors } = await counter.lift('restriction-1', clinician, ' ');
    expect(errors).toMatchObject([{ extensions: { code: 'INVALID_INPUT', field: 'note' } }]);
  });

  const township = aViewer('CLINICIAN', 'township-dongpu');
  const own = { patientId: 'patient-1', institutionId: 'township-dongpu' };
  it.each([
    ['a basis', aViewer('CLINICIAN', 'lab-center'), () => [], 'restriction-1'],
    ['any basis but a broken glass', township, () => [aGlassGrant(township)], 'restriction-1'],
    ['any basis but own data', township, () => [aSource(own)], 'restriction-1'],
    [
      'an open record: it is closed to her',
      ...([township, () => [anEncounter({ ...own, id: 'visit-2' })], 'restriction-1'] as const),
    ],
    ['treating her, what is sensitive', doctor, () => [], 'restriction-2'],
    ['the role', aViewer('PHARMACIST'), () => [], 'restriction-1'],
  ])(
    'is refused without %s, in the words for an id that nobody has',
    async (_title, viewer, give, id) => {
      await counter.save(...give());
      const there = await counter.lift(id, viewer);
      const nowhere = await counter.lift('nothing', viewer);
      expect(JSON.stringify(there).replaceAll(id, 'nothing')).toBe(JSON.stringify(nowhere));
      expect(there.errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
      expect(await stored()).toMatchObject([{ liftedAt: null }, { liftedAt: null }]);
      expect(await steps()).toMatchObject([{ allowed: false, patientId: 'patient-1' }]);
    },
  );

  it('opens what is sensitive where she is treated', async () => {
    const { done } = await counter.lift('restriction-2');
    expect(done).toMatchObject({ kind: 'SENSITIVE', liftedBy: clinician.name });
  });
});
