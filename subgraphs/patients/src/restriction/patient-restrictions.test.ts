import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { aGlassGrant, anEncounter, aSource, savePatient } from '../testing/patients.factory';
import { type PatientsHarness, startPatients } from '../testing/patients.harness';
import { createRestrictionClient } from '../testing/restriction.client';

describeOnBothDatabases('the restrictions of a patient', (kind) => {
  let harness: PatientsHarness;
  const counter = createRestrictionClient(() => harness);

  beforeAll(async () => {
    harness = await startPatients(kind);
  });
  beforeEach(async () => {
    await harness.clear();
    await harness.database.transaction(async (manager) => {
      await savePatient(manager);
      await manager.save([anEncounter(), aSource({ institutionId: 'lab-center' })]);
    });
  });
  afterAll(() => harness?.stop());

  it('are shown in an emergency', async () => {
    await counter.restrict();
    const stranger = aViewer('CLINICIAN', 'township-dongpu');
    await counter.save(aGlassGrant(stranger));
    expect((await counter.list(stranger)).found).toHaveLength(1);
  });

  it('are not shown to who has own data alone, not even that there are none', async () => {
    const { found, errors } = await counter.list(aViewer('CLINICIAN', 'lab-center'));
    expect(found).toBeNull();
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN', breakGlass: true } }]);
  });

  it('are not for a pharmacist who cares for her', async () => {
    const { errors } = await counter.list(aViewer('PHARMACIST'));
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  });
});
