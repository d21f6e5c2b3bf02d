import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { roles, type Viewer } from '@lianyi/shared/auth/viewer';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { PatientRow } from '../patient/patient.entity';
import {
  aGlassGrant,
  aMembership,
  anEncounter,
  aSource,
  savePatient,
} from '../testing/patients.factory';
import { clinician, type PatientsHarness, startPatients } from '../testing/patients.harness';
import { RegisterMembership } from './register-membership.entity';

const mutation = `mutation ($patientId: ID!, $register: String!, $since: Date!, $institutionId: ID) {
  membership: enrolInRegister(patientId: $patientId, register: $register, since: $since, institutionId: $institutionId) {
    id register { code name group { code name englishName } } institution { id } since until nextDueOn lastFollowUpOn
  }
}`;

describeOnBothDatabases('enrolInRegister', (kind) => {
  let harness: PatientsHarness;
  const enrol = async (given: object = {}, viewer: Viewer = clinician) => {
    const { data, errors } = await harness.run(viewer, mutation, {
      ...{ patientId: 'patient-1', register: 'HYPERTENSION', since: '2026-03-01', ...given },
    });
    return { membership: data?.membership as Record<string, unknown> | null | undefined, errors };
  };
  const memberships = () => harness.database.read.find(RegisterMembership);
  const save = (...rows: object[]) =>
    harness.database.transaction((manager) => manager.save(rows)).then(() => undefined);
  const refused = async (code: string, given: object = {}, viewer?: Viewer) => {
    const { errors } = await enrol(given, viewer);
    expect(errors).toMatchObject([{ extensions: { code } }]);
    expect(await memberships()).toEqual([]);
    return errors?.[0]?.extensions;
  };

  beforeAll(async () => {
    harness = await startPatients(kind);
  });
  beforeEach(async () => {
    await harness.clear();
    await harness.database.transaction(async (manager) => {
      await savePatient(manager);
      await savePatient(manager, { id: 'patient-2', birthDate: '2019-03-02' });
      await manager.save([anEncounter(), anEncounter({ id: 'e2', patientId: 'patient-2' })]);
    });
  });
  afterAll(() => harness?.stop());

  it('puts her on the register, the first follow-up due an interval later', async () => {
    const { membership, errors } = await enrol();
    expect(errors).toBeUndefined();
    expect(membership).toEqual({
      ...{ id: expect.any(String), institution: { id: 'county-hospital' }, since: '2026-03-01' },
      register: {
        ...{ code: 'HYPERTENSION', name: '高血压患者' },
        group: { code: '06', name: '高血压患者', englishName: 'Hypertension' },
      },
      ...{ until: null, nextDueOn: '2026-05-30', lastFollowUpOn: null },
    });
    expect(await harness.events()).toMatchObject([
      { action: 'ENROL_IN_REGISTER', allowed: true, basis: 'ENCOUNTER', patientId: 'patient-1' },
    ]);
  });

  it('marks what rests on broken glass', async () => {
    const stranger = aViewer('CLINICIAN', 'people-hospital');
    await save(aGlassGrant(stranger));
    await enrol({}, stranger);
    expect(await harness.events()).toMatchObject([
      { basis: 'BREAK_GLASS', reason: '昏迷送医，需查过敏史' },
    ]);
  });

  it('gives who is to keep her the data of its own', async () => {
    await enrol({ institutionId: 'township-dongpu' });
    const { data } = await harness.run(
      aViewer('FAMILY_DOCTOR', 'township-dongpu'),
      '{ patient(id: "patient-1") { registers { register { code } institution { id } } } }',
    );
    expect(data?.patient).toEqual({
      registers: [{ register: { code: 'HYPERTENSION' }, institution: { id: 'township-dongpu' } }],
    });
  });

  it('is the same membership when it is sent again', async () => {
    expect(await enrol()).toEqual(await enrol());
    expect(await memberships()).toHaveLength(1);
  });

  it('refuses a second membership of a register, not of another', async () => {
    const { membership } = await enrol();
    const { errors } = await enrol({ since: '2026-03-02' });
    expect(errors).toMatchObject([
      { extensions: { code: 'CONFLICT', membershipId: membership?.id, since: '2026-03-01' } },
    ]);
    expect((await harness.events()).at(-1)).toMatchObject({ allowed: false, reason: 'CONFLICT' });
    expect((await enrol({ register: 'DIABETES' })).errors).toBeUndefined();
  });

  it('takes her again after she has left', async () => {
    await save(aMembership({ openRegister: null, until: '2026-02-28', nextDueOn: null }));
    expect((await enrol()).errors).toBeUndefined();
    expect(await memberships()).toHaveLength(2);
  });

  it('makes one membership of a hundred enrolments at once', async () => {
    const all = await Promise.all(
      Array.from({ length: 100 }, (_, at) => enrol(at % 2 ? { since: '2026-03-02' } : {})),
    );
    const made = all.flatMap(({ membership }) => (membership ? [membership.id] : []));
    expect([new Set(made).size, made.length]).toEqual([1, 50]);
    expect(await memberships()).toHaveLength(1);
    expect(await harness.verify()).toMatchObject({ whole: true, entries: 100 });
  });

  it('makes one membership of many at once over the records of one person', async () => {
    await harness.database.transaction((manager) =>
      manager.update(PatientRow, { id: 'patient-2' }, { personId: 'patient-1' }),
    );
    const all = await Promise.all(
      Array.from({ length: 40 }, (_, at) => enrol({ patientId: `patient-${1 + (at % 2)}` })),
    );
    expect(new Set(all.map(({ membership }) => membership?.id)).size).toBe(1);
    expect(await memberships()).toHaveLength(1);
  });

  it.each([
    ['register', { register: 'LEPROSY' }],
    ['since', { since: '2026-03-05' }],
    ['since', { since: '1954-12-31' }],
    ['register', { register: 'CHILD' }],
    ['register', { register: 'ELDERLY', patientId: 'patient-2' }],
    ['institutionId', { institutionId: 'city-hospital' }],
  ])('refuses a wrong %s', async (field, given) => {
    expect(await refused('INVALID_INPUT', given)).toMatchObject({ field });
  });

  it.each([
    ['ELDERLY', 'patient-1', '2020-01-01', true],
    ['ELDERLY', 'patient-1', '2019-12-31', false],
    ['CHILD', 'patient-2', '2026-03-01', true],
    ['CHILD', 'patient-2', '2026-03-02', false],
  ])('counts the age for %s on the day of joining', async (register, patientId, since, may) => {
    const { errors } = await enrol({ register, patientId, since });
    expect(errors === undefined).toBe(may);
  });

  it('refuses who has no basis, and an unknown patient in the same words', async () => {
    const stranger = aViewer('CLINICIAN', 'people-hospital');
    const [known, unknown] = [
      await enrol({}, stranger),
      await enrol({ patientId: 'patient-9' }, stranger),
    ];
    expect(known.errors).toMatchObject([{ extensions: { code: 'FORBIDDEN', breakGlass: true } }]);
    const words = ({ errors }: typeof known) => errors?.[0]?.message.replace(/patient-\d/, '');
    expect(words(known)).toBe(words(unknown));
  });

  it('refuses who has own data alone', async () => {
    await save(aSource({ institutionId: 'lab-center' }));
    await refused('FORBIDDEN', {}, aViewer('CLINICIAN', 'lab-center'));
  });

  it('refuses an institution outside the community', async () => {
    harness.county.referrals.set('city-hospital', ['patient-1']);
    await refused('FORBIDDEN', {}, aViewer('CLINICIAN', 'city-hospital'));
  });

  it('says so where it could not be decided', async () => {
    harness.county.down.add('referrals');
    await refused('UNAVAILABLE', {}, aViewer('CLINICIAN', 'people-hospital'));
  });

  it.each(roles.filter((role) => !['CLINICIAN', 'FAMILY_DOCTOR'].includes(role)))(
    'refuses the role %s, and records it',
    async (role) => {
      await refused('FORBIDDEN', {}, aViewer(role));
      expect(await harness.events()).toMatchObject([
        { action: 'ENROL_IN_REGISTER', allowed: false, reason: 'FORBIDDEN' },
      ]);
    },
  );
});
