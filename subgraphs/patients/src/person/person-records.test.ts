import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { decide, saveTwoRecords } from '../testing/merging';
import { savePatient } from '../testing/patients.factory';
import { clinician, type PatientsHarness, startPatients } from '../testing/patients.harness';

const query = 'query ($ids: [ID!]!) { personRecords(patientIds: $ids) { patientId recordIds } }';
const results = { ...clinician, roles: [], service: 'results' };

describeOnBothDatabases('the records of a person, as another part asks', (kind) => {
  let harness: PatientsHarness;
  const ask = async (...ids: string[]) => (await harness.run(results, query, { ids })).data;

  beforeAll(async () => {
    harness = await startPatients(kind);
    await saveTwoRecords(harness);
    await harness.database.transaction((manager) => savePatient(manager, { id: 'alone' }));
  });
  afterAll(() => harness.stop());

  it('are told of those who have several, from whichever of them', async () => {
    expect(await ask('patient-1', 'patient-2')).toEqual({ personRecords: [] });
    await decide(harness, clinician, 'merge', 'candidate-1');
    const recordIds = ['patient-1', 'patient-2'];
    expect(await ask('patient-2', 'alone', 'nobody')).toEqual({
      personRecords: [{ patientId: 'patient-2', recordIds }],
    });
    expect(await ask()).toEqual({ personRecords: [] });
  });

  it('are for parts of the product alone, and for a step of patients', async () => {
    const { errors } = await harness.run(clinician, query, { ids: ['patient-1'] });
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    const ids = Array.from({ length: 201 }, (_, index) => `patient-${index}`);
    const many = await harness.run(results, query, { ids });
    expect(many.errors).toMatchObject([{ extensions: { field: 'patientIds' } }]);
  });
});
