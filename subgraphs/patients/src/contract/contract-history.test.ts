import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { PatientRow } from '../patient/patient.entity';
import { aContract, anEncounter, aSource, savePatient } from '../testing/patients.factory';
import { clinician, type PatientsHarness, startPatients } from '../testing/patients.harness';

interface History {
  readonly nodes: readonly Record<string, unknown>[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
}

describeOnBothDatabases('the contracts of a patient', (kind) => {
  let harness: PatientsHarness;
  const ask = async (viewer = clinician, fields = 'id state', page = '') => {
    const { data, errors } = await harness.run(
      viewer,
      `{ patient(id: "patient-1") { familyDoctorContracts${page} { nodes { ${fields} } pageInfo { hasNextPage endCursor } } } }`,
    );
    const found = data as unknown as { patient: { familyDoctorContracts: History } | null };
    return { history: found?.patient?.familyDoctorContracts, errors };
  };

  beforeAll(async () => {
    harness = await startPatients(kind);
    await harness.database.transaction(async (manager) => {
      await savePatient(manager);
      await manager.save([
        anEncounter(),
        aContract({ id: 'c1', start: '2020-01-01', end: '2020-12-31', renewedById: 'c2' }),
        aContract({ id: 'c2', start: '2021-01-01', end: '2021-12-31', renewsId: 'c1' }),
        aContract({
          ...{ id: 'c3', start: '2023-01-01', end: '2023-06-30', plannedEnd: '2025-12-31' },
          ...{ endedAt: new Date('2023-06-30T09:00:00+08:00'), endReason: '迁出本县' },
        }),
        aContract({ id: 'c4', institutionId: 'people-hospital' }),
        aContract({ id: 'c5', start: '2027-01-01', end: '2027-12-31' }),
      ]);
    });
  });
  beforeEach(() => {
    harness.clock.now = new Date('2026-03-04T12:00:00+08:00');
  });
  afterAll(() => harness?.stop());

  it('come latest first, each with where it stands', async () => {
    const { history, errors } = await ask();
    expect(errors).toBeUndefined();
    expect(history?.nodes.map(({ id, state }) => `${id} ${state}`)).toEqual([
      'c5 UPCOMING',
      'c4 ACTIVE',
      'c3 ENDED',
      'c2 EXPIRED',
      'c1 RENEWED',
    ]);
  });

  it('come in pages without losing or doubling one', async () => {
    const seen: unknown[] = [];
    let after = '';
    for (let more = true; more; ) {
      const { history } = await ask(clinician, 'id', `(first: 2${after})`);
      seen.push(...(history?.nodes.map(({ id }) => id) ?? []));
      more = history?.pageInfo.hasNextPage ?? false;
      after = ` after: "${history?.pageInfo.endCursor}"`;
    }
    expect(seen).toEqual(['c5', 'c4', 'c3', 'c2', 'c1']);
  });

  it('are those it signed itself to who has nothing but own data', async () => {
    await harness.database.transaction((manager) =>
      manager.save(aSource({ institutionId: 'township-dongpu' })),
    );
    const own = aViewer('CLINICIAN', 'township-dongpu');
    harness.clock.now = new Date('2030-01-01T12:00:00+08:00');
    const { history, errors } = await ask(own, 'id priorityGroups endReason');
    expect(errors).toBeUndefined();
    expect(history?.nodes.map(({ id }) => id)).toEqual(['c5', 'c3', 'c2', 'c1']);
  });

  it('keep their groups from who has own data and did not sign', async () => {
    await harness.database.transaction((manager) =>
      manager.save(aSource({ institutionId: 'lab-center' })),
    );
    const { errors } = await harness.run(
      aViewer('CLINICIAN', 'lab-center'),
      '{ patient(id: "patient-1") { familyDoctorContract { id priorityGroups endReason } } }',
    );
    expect(errors?.map(({ path }) => path?.at(-1)).sort()).toEqual(['endReason', 'priorityGroups']);
  });

  it('hide sensitive groups and every reason from a platform', async () => {
    const platform = aViewer('REGIONAL_PLATFORM', 'city-hospital');
    const { history } = await ask(platform, 'id priorityGroups');
    expect(history?.nodes[0]?.priorityGroups).toEqual(['01', '06']);
    const { errors } = await ask(platform, 'endReason');
    expect(errors?.[0]).toMatchObject({ extensions: { code: 'FORBIDDEN' } });
  });

  it('are those of every record of the person', async () => {
    await harness.database.transaction(async (manager) => {
      await savePatient(manager, { id: 'patient-2' });
      await manager.update(PatientRow, { id: 'patient-2' }, { personId: 'patient-1' });
      const ended = { start: '2022-01-01', end: '2022-12-31' };
      await manager.save(aContract({ id: 'c6', patientId: 'patient-2', ...ended }));
    });
    const { history } = await ask();
    expect(history?.nodes.map(({ id }) => id)).toEqual(['c5', 'c4', 'c3', 'c6', 'c2', 'c1']);
    await harness.database.transaction((manager) =>
      manager.update(PatientRow, { id: 'patient-2' }, { personId: 'patient-2' }),
    );
  });

  it('stay shut to who has no basis', async () => {
    const { errors } = await ask(aViewer('CLINICIAN', 'township-xiling'));
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  });
});
