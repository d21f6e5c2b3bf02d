import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { aNumber, anEncounter, residentIds, savePatient } from '../testing/patients.factory';
import { type PatientsHarness, reporter, startPatients } from '../testing/patients.harness';

const resident = (value: string = residentIds[0]) => ({ system: 'RESIDENT_ID', value });

describeOnBothDatabases('resolvePatientRef', (kind) => {
  let harness: PatientsHarness;
  const service = { ...reporter, service: 'results' };
  const resolve = async (ref: object, sourceKey: string | null = null, viewer = service) => {
    const { data, errors } = await harness.run(
      viewer,
      'mutation ($ref: PatientRefInput!, $sourceKey: String) { resolved: resolvePatientRef(ref: $ref, action: POST_REPORT, sourceKey: $sourceKey) { patientId grant } }',
      { ref, sourceKey },
    );
    const resolved = data?.resolved as { patientId: string; grant: string } | undefined;
    return { id: resolved?.patientId, grant: resolved?.grant, errors };
  };
  const demographics = { name: '张建国', gender: 'MALE' };

  beforeAll(async () => {
    harness = await startPatients(kind);
  });
  beforeEach(async () => {
    await harness.clear();
    await harness.database.transaction(async (manager) => {
      await savePatient(manager, {}, [aNumber()]);
    });
  });
  afterAll(() => harness?.stop());

  it('refuses whoever is not another part', async () => {
    const { errors } = await resolve({ patientId: 'patient-1' }, null, reporter as typeof service);
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  });

  it('finds the patient by a number alone', async () => {
    expect(await resolve({ identifiers: [resident()] })).toMatchObject({ id: 'patient-1' });
  });

  it('does not take a child for the holder of its mother’s number', async () => {
    const child = { name: '王芳之子', gender: 'MALE', birthDate: '2025-12-05' };
    await resolve({ identifiers: [resident(residentIds[1])], demographics: child });
    const { errors } = await resolve({ identifiers: [resident(residentIds[1])] });
    expect(errors).toMatchObject([{ extensions: { field: 'patient.demographics' } }]);
  });

  it('notes that the institution holds data of the patient, and records the post', async () => {
    await resolve({ patientId: 'patient-1' });
    expect(await harness.events()).toMatchObject([
      { action: 'POST_REPORT', allowed: true, basis: 'OWN_DATA', service: 'results' },
    ]);
    const { data } = await harness.run(reporter, '{ patient(id: "patient-1") { name } }');
    expect(data).toEqual({ patient: { name: '张建国' } });
  });

  it('writes nothing but the event where the patient and the source are known', async () => {
    await resolve({ identifiers: [resident()], demographics });
    harness.statements.length = 0;
    await resolve({ identifiers: [resident()], demographics });
    const writes = harness.statements.filter((one) => /^(INSERT|UPDATE)/.test(one));
    expect(writes).toHaveLength(2);
  });

  it('registers who is unknown', async () => {
    const { id } = await resolve({ identifiers: [resident(residentIds[1])], demographics });
    expect(id).not.toBe('patient-1');
    expect(await resolve({ identifiers: [resident(residentIds[1])] })).toMatchObject({ id });
  });

  it('makes one patient of a message without numbers that is sent again, at once too', async () => {
    const ids = await Promise.all(
      Array.from({ length: 20 }, async () => (await resolve({ demographics }, 'message-1')).id),
    );
    expect(new Set(ids).size).toBe(1);
    expect((await resolve({ demographics }, 'message-2')).id).not.toBe(ids[0]);
  });

  it('refuses a patient who is not registered, and records it', async () => {
    const { errors } = await resolve({ patientId: 'nobody' });
    expect(errors).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }]);
    expect(await harness.events()).toMatchObject([{ patientId: 'nobody', allowed: false }]);
  });

  it.each([
    ['patient', {}],
    ['patient.demographics', { identifiers: [resident(residentIds[1])] }],
    ['patient.identifiers[0].value', { identifiers: [resident('1')] }],
  ])('names %s where it says too little', async (field, ref) => {
    const { errors } = await resolve(ref);
    expect(errors).toMatchObject([{ extensions: { code: 'INVALID_INPUT', field } }]);
  });

  it('lets an institution outside the community post only within a referral', async () => {
    const outside = { ...aViewer('REPORTER', 'city-hospital'), service: 'results' };
    const { errors } = await resolve({ patientId: 'patient-1' }, null, outside);
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  });

  it('does not make a basis of what an institution outside the community posts', async () => {
    harness.county.referrals.set('city-hospital', ['patient-1']);
    const doctor = aViewer('CLINICIAN', 'city-hospital');
    expect(
      await resolve({ patientId: 'patient-1' }, null, { ...doctor, service: 'results' }),
    ).toMatchObject({
      id: 'patient-1',
    });
    harness.county.referrals.clear();
    const { errors } = await harness.run(doctor, '{ patient(id: "patient-1") { name } }');
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  });

  it('refuses roles that write nothing', async () => {
    const { errors } = await resolve({ patientId: 'patient-1' }, null, {
      ...{ ...aViewer('QUALITY_MANAGER'), service: 'results' },
    });
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    expect(await harness.events()).toMatchObject([{ allowed: false, reason: 'FORBIDDEN' }]);
  });

  it('stays apart from what encounters give', async () => {
    await harness.database.transaction((manager) =>
      manager.save(anEncounter({ institutionId: 'lab-center' })),
    );
    const { data } = await harness.run(reporter, '{ patient(id: "patient-1") { name } }');
    expect(data).toEqual({ patient: null });
  });
});
