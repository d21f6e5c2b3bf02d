import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { Viewer } from '@lianyi/shared/auth/viewer';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { anIdentity, aViewer } from '@lianyi/shared/testing/test-subgraph';
import { PatientRow } from '../patient/patient.entity';
import { aMembership, anEncounter, aSource, savePatient } from '../testing/patients.factory';
import {
  clinician,
  entities,
  entityQuery,
  type PatientsHarness,
  startPatients,
} from '../testing/patients.harness';

const platform = aViewer('REGIONAL_PLATFORM', 'city-hospital');

describeOnBothDatabases('the registers of a patient', (kind) => {
  let harness: PatientsHarness;
  const ask = async (viewer: Viewer = clinician, fields = 'register { code }') => {
    const { data, errors } = await harness.run(
      viewer,
      `{ patient(id: "patient-1") { registers { ${fields} } } }`,
    );
    const found = data as unknown as { patient: { registers: { register: { code: string } }[] } };
    return { registers: found?.patient?.registers, errors };
  };
  const codes = async (viewer?: Viewer) =>
    (await ask(viewer)).registers?.map(({ register }) => register.code);

  beforeAll(async () => {
    harness = await startPatients(kind);
  });
  beforeEach(async () => {
    await harness.clear();
    await harness.database.transaction(async (manager) => {
      await savePatient(manager);
      await manager.save([
        ...[anEncounter(), aSource({ institutionId: 'lab-center' })],
        aMembership(),
        aMembership({
          ...{ id: 'm2', register: 'DIABETES', institutionId: 'lab-center', since: '2025-06-15' },
        }),
        aMembership({ id: 'm3', register: 'SEVERE_MENTAL_DISORDER', since: '2025-07-01' }),
        aMembership({
          ...{ id: 'm4', register: 'TUBERCULOSIS', openRegister: null, until: '2025-12-31' },
          ...{ since: '2025-08-01', nextDueOn: null, leaveReason: '治愈' },
        }),
        aMembership({ id: 'm5', register: 'GONE_FROM_THE_FILE', since: '2025-05-01' }),
      ]);
    });
  });
  afterAll(() => harness?.stop());

  it('are all of them to who has a basis: those she is on first, then the latest', async () => {
    expect(await codes()).toEqual([
      ...['SEVERE_MENTAL_DISORDER', 'DIABETES', 'HYPERTENSION', 'GONE_FROM_THE_FILE'],
      'TUBERCULOSIS',
    ]);
  });

  it('are those it keeps itself to who has own data alone', async () => {
    expect(await codes(aViewer('CLINICIAN', 'lab-center'))).toEqual(['DIABETES']);
  });

  it('keep what is sensitive from a platform, and what is known no more', async () => {
    expect(await codes(platform)).toEqual(['DIABETES', 'HYPERTENSION']);
  });

  it.each(['leaveReason', 'followUps { nodes { note } }'])(
    'tell a platform nothing in anybody’s words: %s',
    async (field) => {
      const { errors } = await ask(platform, field);
      expect(errors?.[0]).toMatchObject({ extensions: { code: 'FORBIDDEN' } });
    },
  );

  it('are those of every record of the person', async () => {
    await harness.database.transaction(async (manager) => {
      await savePatient(manager, { id: 'patient-2' });
      await manager.update(PatientRow, { id: 'patient-2' }, { personId: 'patient-1' });
      await manager.save(aMembership({ id: 'm6', patientId: 'patient-2', register: 'COPD' }));
    });
    expect(await codes()).toContain('COPD');
  });

  it('stay shut to who has no basis', async () => {
    const { errors } = await ask(aViewer('FAMILY_DOCTOR', 'people-hospital'));
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  });

  it('are read of many patients in as many statements as of one', async () => {
    await harness.database.transaction(async (manager) => {
      for (let at = 2; at <= 20; at += 1) {
        const patientId = `patient-${at}`;
        await savePatient(manager, { id: patientId });
        await manager.save([
          anEncounter({ id: `e${at}`, patientId }),
          aMembership({ id: `of-${at}`, patientId }),
        ]);
      }
    });
    const fields =
      'registers { id register { code } followUps { nodes { on } } } familyDoctorContracts { nodes { id } }';
    const count = async (...ids: string[]) => {
      harness.statements.length = 0;
      const { errors } = await harness.run(clinician, entityQuery(fields), entities(...ids));
      expect(errors).toBeUndefined();
      return harness.statements.length;
    };
    await count('patient-1');
    const all = Array.from({ length: 20 }, (_, at) => `patient-${at + 1}`);
    expect(await count(...all)).toBe(await count('patient-1'));
  });
});

describeOnBothDatabases('registerDefinitions', (kind) => {
  it('are for everybody signed in', async () => {
    const harness = await startPatients(kind);
    const { data, errors } = await harness.run(
      anIdentity(aViewer('ADMIN')).viewer,
      '{ registerDefinitions { code followUpDays qualifyingCodes ageAtLeast ageUnder sensitive group { code } } }',
    );
    expect(errors).toBeUndefined();
    const found = data?.registerDefinitions as { code: string; group: { code: string } | null }[];
    // Every priority group has a register.
    const groups = new Set(found.flatMap(({ group }) => group?.code ?? []));
    expect([...groups].sort()).toEqual(
      Array.from({ length: 11 }, (_, at) => String(at + 1).padStart(2, '0')),
    );
    expect(found).toContainEqual({
      ...{ code: 'TUBERCULOSIS', followUpDays: 30, sensitive: true, group: { code: '08' } },
      ...{ qualifyingCodes: ['A15', 'A16', 'A17', 'A18', 'A19'], ageAtLeast: null, ageUnder: null },
    });
    await harness.stop();
  });
});
