import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { anEncounter, savePatient } from '../testing/patients.factory';
import { clinician, type PatientsHarness, startPatients } from '../testing/patients.harness';

describeOnBothDatabases('accessDecisions', (kind) => {
  let harness: PatientsHarness;
  const query =
    'query ($ids: [ID!]!) { accessDecisions(patientIds: $ids, action: READ_RECORD) { patientId grant mayBreakGlass unavailable } }';

  beforeAll(async () => {
    harness = await startPatients(kind);
    await harness.database.transaction(async (manager) => {
      await savePatient(manager);
      await manager.save(anEncounter());
    });
  });
  afterAll(() => harness?.stop());

  it('refuses whoever is not another part', async () => {
    const { errors } = await harness.run(clinician, query, { ids: ['patient-1'] });
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  });

  it('answers another part with a grant for each patient the viewer may see', async () => {
    const service = { ...clinician, service: 'results' };
    const { data } = await harness.run(service, query, { ids: ['patient-1', 'nobody'] });
    expect(data).toEqual({
      accessDecisions: [
        {
          patientId: 'patient-1',
          grant: expect.any(String),
          mayBreakGlass: false,
          unavailable: null,
        },
        { patientId: 'nobody', grant: null, mayBreakGlass: true, unavailable: null },
      ],
    });
  });

  it('refuses a question about more than a thousand patients', async () => {
    const ids = Array.from({ length: 1001 }, (_, at) => `p${at}`);
    const { errors } = await harness.run({ ...clinician, service: 'results' }, query, { ids });
    expect(errors).toMatchObject([{ extensions: { code: 'INVALID_INPUT', field: 'patientIds' } }]);
  });
});
