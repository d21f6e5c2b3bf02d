import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { aNumber, anEncounter, residentIds, savePatient } from '../testing/patients.factory';
import { clinician, type PatientsHarness, startPatients } from '../testing/patients.harness';

describeOnBothDatabases('patientByIdentifier', (kind) => {
  let harness: PatientsHarness;
  const byNumber = (value: string, viewer = clinician) =>
    harness.run(
      viewer,
      'query ($value: String!) { patientByIdentifier(system: RESIDENT_ID, value: $value) { id } }',
      {
        value,
      },
    );

  beforeAll(async () => {
    harness = await startPatients(kind);
    await harness.database.transaction(async (manager) => {
      await savePatient(manager, {}, [aNumber()]);
      await manager.save(anEncounter());
    });
  });
  afterAll(() => harness?.stop());

  it('finds the patient', async () => {
    expect((await byNumber(residentIds[0])).data).toEqual({
      patientByIdentifier: { id: 'patient-1' },
    });
  });

  it('is null where nobody is registered with the number', async () => {
    expect(await byNumber(residentIds[1])).toEqual({ data: { patientByIdentifier: null } });
  });

  it('refuses who has no basis', async () => {
    const { errors } = await byNumber(residentIds[0], aViewer('CLINICIAN', 'people-hospital'));
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  });

  it('names the field of a number that cannot be one', async () => {
    const { errors } = await byNumber('341322195501011010');
    expect(errors).toMatchObject([{ extensions: { code: 'INVALID_INPUT', field: 'value' } }]);
  });

  it('refuses a platform whose scope does not identify', async () => {
    const { errors } = await byNumber(
      residentIds[0],
      aViewer('REGIONAL_PLATFORM', 'city-hospital'),
    );
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  });
});
