import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { roles } from '@lianyi/shared/auth/viewer';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import {
  aContract,
  aGlassGrant,
  anEncounter,
  aSource,
  savePatient,
} from '../testing/patients.factory';
import { clinician, type PatientsHarness, startPatients } from '../testing/patients.harness';
import { aSensitiveWish, aWish, createRestrictionClient } from '../testing/restriction.client';
import { RecordRestriction } from './record-restriction.entity';

describeOnBothDatabases('restrictRecord', (kind) => {
  let harness: PatientsHarness;
  const counter = createRestrictionClient(() => harness);
  const stored = () => harness.database.read.find(RecordRestriction);
  const steps = async () =>
    (await harness.events()).filter(({ action }) => action === 'RESTRICT_RECORD');

  beforeAll(async () => {
    harness = await startPatients(kind);
  });
  beforeEach(async () => {
    await harness.clear();
    await harness.database.transaction(async (manager) => {
      await savePatient(manager);
      await manager.save(anEncounter());
    });
  });
  afterAll(() => harness?.stop());

  it('records what was asked, by whom, where and when, with its event', async () => {
    const { done, errors } = await counter.restrict({ ...aWish, requestedOn: '2026-03-01' });
    expect(errors).toBeUndefined();
    expect(done).toEqual({
      ...{ id: expect.any(String), kind: 'INSTITUTION', institution: { id: 'people-hospital' } },
      ...{ requestedOn: '2026-03-01', note: '本人到窗口要求', recordedBy: clinician.name },
      recordedAtInstitution: { id: 'county-hospital' },
      recordedAt: '2026-03-04T12:00:00+08:00',
      ...{ liftNote: null, liftedBy: null, liftedAtInstitution: null, liftedAt: null },
    });
    expect((await counter.list()).found).toEqual([done]);
    expect(await steps()).toMatchObject([
      {
        ...{ patientId: 'patient-1', allowed: true, basis: 'ENCOUNTER' },
        ...{ viewerSubject: clinician.subject, reason: 'INSTITUTION people-hospital' },
      },
    ]);
    expect(await harness.verify()).toMatchObject({ whole: true });
  });

  it('counts today where no day is given', async () => {
    const { done } = await counter.restrict(aSensitiveWish);
    expect(done).toMatchObject({ kind: 'SENSITIVE', institution: null, requestedOn: '2026-03-04' });
  });

  it('is one restriction however often it is asked for', async () => {
    const first = await counter.restrict();
    const again = await counter.restrict({ ...aWish, note: '再次要求' });
    expect(again).toEqual(first);
    await counter.restrict({ ...aWish, institutionId: 'city-hospital' });
    await counter.restrict(aSensitiveWish);
    expect(await stored()).toHaveLength(3);
    expect(await steps()).toHaveLength(4);
  });

  it('is one restriction of the person, at whichever of her records she asks again', async () => {
    await harness.database.transaction(async (manager) => {
      await savePatient(manager, { id: 'patient-2' });
      await manager.query("UPDATE `patient` SET `personId` = 'patient-1'");
    });
    const first = await counter.restrict();
    expect(await counter.restrict({ ...aWish, patientId: 'patient-2' })).toEqual(first);
    expect((await counter.list(clinician, 'patient-2')).found).toEqual([first.done]);
    expect(await stored()).toHaveLength(1);
  });

  it('is one restriction of twenty at once, each with its event', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        counter.restrict({ ...aWish, note: `第${index}次` }),
      ),
    );
    expect(answers.flatMap(({ errors }) => errors ?? [])).toEqual([]);
    expect(new Set(answers.map(({ done }) => done?.id)).size).toBe(1);
    expect(new Set(answers.map(({ done }) => done?.note)).size).toBe(1);
    expect(await stored()).toHaveLength(1);
    expect(await steps()).toHaveLength(20);
    expect(await harness.verify()).toMatchObject({ whole: true });
  });

  it('is recorded with its event or not at all', async () => {
    const { chain } = harness.process;
    const { appendWithin } = chain;
    Object.assign(chain, { appendWithin: () => Promise.reject(new Error('disk full')) });
    const { done } = await counter.restrict();
    Object.assign(chain, { appendWithin });
    expect(done).toBeNull();
    expect(await stored()).toEqual([]);
  });

  it.each([
    ['to nobody', { ...aWish, institutionId: null }, 'input.institutionId'],
    ['of a class to somebody', { ...aWish, kind: 'SENSITIVE' }, 'input.institutionId'],
    ['to whom nobody knows', { ...aWish, institutionId: 'nowhere' }, 'input.institutionId'],
    ['to no id', { ...aWish, institutionId: '341322195501011012' }, 'input.institutionId'],
    ['asked for tomorrow', { ...aWish, requestedOn: '2026-03-05' }, 'input.requestedOn'],
    [
      'asked for before anybody lived',
      { ...aWish, requestedOn: '1700-01-01' },
      'input.requestedOn',
    ],
    ['without a word', { ...aWish, note: ' ' }, 'input.note'],
    ['with too many words', { ...aWish, note: '长'.repeat(501) }, 'input.note'],
  ])('refuses one %s', async (_title, wish, field) => {
    const { done, errors } = await counter.restrict(wish);
    expect(done).toBeNull();
    expect(errors).toMatchObject([{ extensions: { code: 'INVALID_INPUT', field } }]);
    expect(await stored()).toEqual([]);
  });

  it('says so where it cannot know the institution', async () => {
    harness.county.down.add('personnel');
    const { errors } = await counter.restrict();
    expect(errors).toMatchObject([{ extensions: { code: 'UNAVAILABLE', part: 'personnel' } }]);
    expect(await stored()).toEqual([]);
  });

  it.each(roles.filter((role) => !['CLINICIAN', 'FAMILY_DOCTOR'].includes(role)))(
    'is not for a %s, which is recorded',
    async (role) => {
      const { errors } = await counter.restrict(aWish, aViewer(role));
      expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
      expect(await steps()).toMatchObject([
        { allowed: false, reason: 'the role records no restriction' },
      ]);
    },
  );

  const doctor = aViewer('FAMILY_DOCTOR', 'people-hospital');
  const institutionId = 'people-hospital';
  it.each([
    ['a contract', () => counter.save(aContract({ institutionId })), true],
    ['a referral', async () => harness.county.referrals.set(institutionId, ['patient-1']), true],
    [
      'a question',
      async () => harness.county.consultations.set(institutionId, ['patient-1']),
      false,
    ],
    ['a broken glass', () => counter.save(aGlassGrant(doctor)), false],
    ['own data', () => counter.save(aSource({ institutionId })), false],
    ['nothing', async () => undefined, false],
  ])('listens to who has %s', async (_title, give, heard) => {
    await give();
    const { done, errors } = await counter.restrict(aSensitiveWish, doctor);
    expect(done !== null).toBe(heard);
    if (!heard) expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    expect(await steps()).toMatchObject([{ allowed: heard }]);
  });

  it('refuses an id that nobody has in the words for a record without a basis', async () => {
    const stranger = aViewer('CLINICIAN', 'lab-center');
    const there = await counter.restrict(aWish, stranger);
    const nowhere = await counter.restrict({ ...aWish, patientId: 'nobody' }, stranger);
    expect(JSON.stringify(there).replaceAll('patient-1', 'nobody')).toBe(JSON.stringify(nowhere));
  });
});
