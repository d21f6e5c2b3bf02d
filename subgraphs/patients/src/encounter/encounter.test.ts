import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { aCoding, savePatient } from '../testing/patients.factory';
import { clinician, type PatientsHarness, startPatients } from '../testing/patients.harness';

const mutation = `mutation ($input: EncounterInput!) {
  encounter: recordEncounter(input: $input) { id class startedAt endedAt diagnoses { code } institution { id } practitioner { id } }
}`;

describeOnBothDatabases('recordEncounter', (kind) => {
  let harness: PatientsHarness;
  const doctor = { ...clinician, practitionerId: 'practitioner-7' };
  const send = async (input: object = {}, viewer = doctor) => {
    const { data, errors } = await harness.run(viewer, mutation, {
      input: {
        ...{ patientId: 'patient-1', sourceId: 'visit-1', class: 'INPATIENT' },
        startedAt: '2026-03-01T09:00:00+08:00',
        ...input,
      },
    });
    return { encounter: data?.encounter as Record<string, unknown> | undefined, errors };
  };
  const count = async (table: string) =>
    Number((await harness.database.read.query(`SELECT COUNT(*) AS n FROM \`${table}\``))[0].n);
  const discharge = { endedAt: '2026-03-03T10:00:00+08:00' };

  beforeAll(async () => {
    harness = await startPatients(kind);
  });
  beforeEach(async () => {
    await harness.clear();
    await harness.database.transaction((manager) => savePatient(manager));
  });
  afterAll(() => harness?.stop());

  it('records who was where, and begins a basis', async () => {
    const { encounter, errors } = await send({ diagnoses: [aCoding()] });
    expect(errors).toBeUndefined();
    expect(encounter).toMatchObject({
      ...{ class: 'INPATIENT', startedAt: '2026-03-01T09:00:00+08:00', endedAt: null },
      ...{ diagnoses: [{ code: 'I10' }], institution: { id: 'county-hospital' } },
      practitioner: { id: 'practitioner-7' },
    });
    const { data } = await harness.run(clinician, '{ patient(id: "patient-1") { name } }');
    expect(data).toEqual({ patient: { name: '张建国' } });
  });

  it('is an access, recorded', async () => {
    await send();
    expect(await harness.events()).toMatchObject([
      { action: 'RECORD_ENCOUNTER', allowed: true, basis: 'ENCOUNTER', patientId: 'patient-1' },
    ]);
  });

  it('makes one encounter of a hundred messages about it at once', async () => {
    const all = await Promise.all(Array.from({ length: 100 }, () => send()));
    expect(new Set(all.map(({ encounter }) => encounter?.id)).size).toBe(1);
    expect([await count('encounter'), await count('encounter_version')]).toEqual([1, 0]);
    expect(await harness.verify()).toMatchObject({ whole: true, entries: 100 });
  });

  it('keeps what it was when a later message changes it', async () => {
    await send();
    expect((await send(discharge)).encounter).toMatchObject(discharge);
    expect(await count('encounter_version')).toBe(1);
  });

  it('is not opened again by an admission that comes late', async () => {
    await send(discharge);
    expect((await send()).encounter).toMatchObject(discharge);
    expect(await count('encounter_version')).toBe(0);
  });

  it('keeps the later of two ends', async () => {
    await send(discharge);
    expect((await send({ endedAt: '2026-03-02T10:00:00+08:00' })).encounter).toMatchObject(
      discharge,
    );
  });

  it('is not changed back by a message that is sent again', async () => {
    await send({ diagnoses: [aCoding({ code: 'R05' })] });
    await send({ diagnoses: [aCoding({ code: 'J18.9' })] });
    const { encounter } = await send({ diagnoses: [aCoding({ code: 'R05' })] });
    expect(encounter).toMatchObject({ diagnoses: [{ code: 'J18.9' }] });
  });

  it('keeps diagnoses that a later message does not speak of', async () => {
    await send({ diagnoses: [aCoding()] });
    expect((await send(discharge)).encounter).toMatchObject({ diagnoses: [{ code: 'I10' }] });
  });

  it('refuses an id that is another patient’s encounter', async () => {
    await harness.database.transaction((manager) => savePatient(manager, { id: 'patient-2' }));
    await send();
    const { errors } = await send({ patientId: 'patient-2' });
    expect(errors).toMatchObject([{ extensions: { code: 'CONFLICT' } }]);
    expect(JSON.stringify(errors)).not.toContain('patient-1');
  });

  it.each([
    ['input.startedAt', { startedAt: '2026-03-04T13:00:00+08:00' }],
    ['input.startedAt', { startedAt: '1954-12-31T23:00:00+08:00' }],
    ['input.startedAt', { startedAt: '1066-10-14T09:00:00+08:00' }],
    ['input.endedAt', { endedAt: '2026-02-28T09:00:00+08:00' }],
    ['input.endedAt', { endedAt: '2026-03-05T09:00:00+08:00' }],
    ['input.sourceId', { sourceId: '  ' }],
    ['input.sourceId', { sourceId: 'x'.repeat(101) }],
    ['input.diagnoses', { diagnoses: Array.from({ length: 31 }, () => aCoding()) }],
    ['input.diagnoses[1].code', { diagnoses: [aCoding(), aCoding({ code: '' })] }],
  ])('names %s where it is wrong', async (field, input) => {
    const { errors } = await send(input);
    expect(errors).toMatchObject([{ extensions: { code: 'INVALID_INPUT', field } }]);
    expect(await count('encounter')).toBe(0);
  });

  it('refuses a patient who is not registered, and records it', async () => {
    const { errors } = await send({ patientId: 'nobody' });
    expect(errors).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }]);
    expect(await harness.events()).toMatchObject([{ allowed: false, action: 'RECORD_ENCOUNTER' }]);
  });

  it('refuses roles that record none, and records it', async () => {
    const { errors } = await send({}, { ...aViewer('PHARMACIST'), practitionerId: 'p' });
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    expect(await harness.events()).toMatchObject([{ allowed: false, reason: 'FORBIDDEN' }]);
  });

  it('gives an institution outside the community no way in', async () => {
    const { errors } = await send(
      {},
      { ...aViewer('CLINICIAN', 'city-hospital'), practitionerId: 'p' },
    );
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    expect(await count('encounter')).toBe(0);
  });

  it('says so where it cannot tell who is outside', async () => {
    const fresh = await startPatients(kind);
    await fresh.database.transaction((manager) => savePatient(manager));
    fresh.county.down.add('personnel');
    const input = {
      patientId: 'patient-1',
      sourceId: 'v',
      class: 'HOME',
      startedAt: '2026-03-01T09:00:00Z',
    };
    const { errors } = await fresh.run(doctor, mutation, { input });
    expect(errors).toMatchObject([{ extensions: { code: 'UNAVAILABLE' } }]);
    await fresh.stop();
  });

  it('goes on with the community it knew where personnel is down', async () => {
    await send();
    harness.county.down.add('personnel');
    harness.clock.now = new Date(harness.clock.now.getTime() + 3_600_000);
    expect((await send({ sourceId: 'visit-2' })).errors).toBeUndefined();
  });
});
