import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { anIdentity, aViewer } from '@lianyi/shared/testing/test-subgraph';
import {
  aRestriction,
  aSensitiveRestriction,
  aSource,
  savePatient,
} from '../testing/patients.factory';
import { type PatientsHarness, reporter, startPatients } from '../testing/patients.harness';
import { decideAccess } from './decide-access.service';

describeOnBothDatabases('a basis that stands in another part', (kind) => {
  let harness: PatientsHarness;
  const decide = (viewer = reporter, ...ids: string[]) =>
    decideAccess(
      ...([harness.process, anIdentity(viewer), ids.length ? ids : ['patient-1']] as const),
      'READ_RECORD',
    );
  const both = aViewer('REPORTER', 'lab-center', { roles: ['REPORTER', 'CLINICIAN'] });

  beforeAll(async () => {
    harness = await startPatients(kind);
  });
  beforeEach(async () => {
    await harness.clear();
    await harness.database.transaction((manager) => savePatient(manager));
    harness.county.asked.clear();
  });
  afterAll(() => harness?.stop());

  it('opens to a centre’s reader who the patient of its request is, and what it posted itself', async () => {
    harness.county.diagnoses.set('lab-center', ['patient-1']);
    const [decision] = await decide();
    const own = { basis: 'DIAGNOSTIC_REQUEST', scope: 'OWN', identified: true, sensitive: true };
    expect(decision?.access).toMatchObject(own);
    const [event] = await harness.events();
    expect(event).toMatchObject({
      allowed: true,
      basis: 'DIAGNOSTIC_REQUEST',
      action: 'READ_RECORD',
    });
  });

  it('opens to a pharmacist who the patient of a sheet is, and what she must not be given', async () => {
    const pharmacist = aViewer('PHARMACIST', 'people-hospital');
    harness.county.sheets.set('people-hospital', ['patient-1']);
    const [decision, other] = await decide(pharmacist, 'patient-1', 'patient-2');
    const own = { basis: 'PRESCRIPTION', scope: 'OWN', identified: true, sensitive: true };
    expect(decision?.access).toMatchObject(own);
    expect(other?.access).toBeNull();
    expect((await harness.events()).map(({ basis }) => basis)).toEqual(['PRESCRIPTION', null]);
    expect((await decide(aViewer('CLINICIAN', 'people-hospital')))[0]?.access).toBeNull();
  });

  it('goes before what the pharmacist’s institution holds itself, and not where she closed her record', async () => {
    const pharmacist = aViewer('PHARMACIST', 'people-hospital');
    harness.county.sheets.set('people-hospital', ['patient-1']);
    await harness.database.transaction((manager) =>
      manager.save([
        aSource({ institutionId: 'people-hospital' }),
        aSensitiveRestriction({ id: 'sensitive' }),
      ]),
    );
    const [decision] = await decide(pharmacist);
    expect(decision?.access).toMatchObject({ basis: 'PRESCRIPTION', sensitive: true });
    await harness.database.transaction((manager) =>
      manager.save(aRestriction({ institutionId: 'people-hospital' })),
    );
    expect((await decide(pharmacist))[0]?.access).toMatchObject({ basis: 'OWN_DATA' });
  });

  it('is undecided to a pharmacist where pharmacy cannot be asked', async () => {
    harness.county.down.add('pharmacy');
    const [decision] = await decide(aViewer('PHARMACIST'));
    expect(decision).toMatchObject({ access: null, unavailable: 'pharmacy' });
  });

  it('is asked for once about all patients, and not where something stronger was found', async () => {
    await harness.database.transaction((manager) =>
      manager.save(aSource({ institutionId: 'lab-center' })),
    );
    await decide(reporter, 'patient-1');
    expect(harness.county.asked.get('results')).toBeUndefined();
    await decide(reporter, 'patient-1', 'patient-2', 'patient-3');
    expect(harness.county.asked.get('results')).toBe(1);
  });

  it('is not asked of referrals for who has no use of them', async () => {
    await decide();
    expect(harness.county.asked.get('referrals')).toBeUndefined();
  });

  it('counts for every record of the person', async () => {
    await harness.database.transaction(async (manager) => {
      await savePatient(manager, { id: 'patient-2' });
      await manager.query("UPDATE `patient` SET `personId` = 'patient-1'");
    });
    harness.county.diagnoses.set('lab-center', ['patient-2']);
    const [decision] = await decide();
    expect(decision?.access).toMatchObject({ basis: 'DIAGNOSTIC_REQUEST' });
  });

  it('gives way to the referral for who acts in both roles', async () => {
    harness.county.diagnoses.set('lab-center', ['patient-1']);
    harness.county.referrals.set('lab-center', ['patient-1']);
    const [decision] = await decide(both);
    expect(decision?.access).toMatchObject({ basis: 'REFERRAL', scope: 'ALL' });
    expect(harness.county.asked.get('results')).toBeUndefined();
  });

  it('is asked of a part in one question, of whatever kind, the stronger first', async () => {
    harness.county.consultations.set('lab-center', ['patient-1']);
    const [consulted] = await decide(both);
    expect(consulted?.access).toMatchObject({ basis: 'CONSULTATION', scope: 'ALL' });
    harness.county.referrals.set('lab-center', ['patient-1']);
    const [referred] = await decide(both);
    expect(referred?.access).toMatchObject({ basis: 'REFERRAL', scope: 'ALL' });
    expect(harness.county.asked.get('referrals')).toBe(2);
  });

  it('is undecided where results cannot be asked, closed or not', async () => {
    harness.county.down.add('results');
    const [undecided] = await decide();
    expect(undecided).toMatchObject({ access: null, grant: null, unavailable: 'results' });
    await harness.database.transaction((manager) =>
      manager.save(aRestriction({ institutionId: 'lab-center' })),
    );
    expect(await decide()).toEqual([undecided]);
  });

  it('is not replaced by one that shows own rows alone where it could not be asked about', async () => {
    harness.county.down.add('referrals');
    harness.county.diagnoses.set('lab-center', ['patient-1']);
    const [decision] = await decide(both);
    expect(decision).toMatchObject({ access: null, grant: null, unavailable: 'referrals' });
    const [event] = await harness.events();
    expect(event).toMatchObject({
      ...{ allowed: false, basis: null, reason: 'undecided: referrals could not be asked' },
    });
  });
});
