import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { Viewer } from '@lianyi/shared/auth/viewer';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { PatientRow } from '../patient/patient.entity';
import {
  aContract,
  anEncounter,
  aRestriction,
  aSensitiveRestriction,
  noon,
  savePatient,
} from '../testing/patients.factory';
import { clinician, type PatientsHarness, startPatients } from '../testing/patients.harness';

const query =
  'query ($ids: [ID!]!) { patientCare(patientIds: $ids) { patientId birthDate treatedAt contractedWith } }';
const daysAgo = (days: number) => new Date(noon.getTime() - days * 24 * 3_600_000);
const nothing = { patientId: 'patient-1', birthDate: '1955-01-01' };

describeOnBothDatabases('patientCare', (kind) => {
  let harness: PatientsHarness;
  const results = { ...clinician, roles: [], service: 'results' };
  const ask = (...ids: string[]) => harness.run(results, query, { ids });
  const careOf = async (id = 'patient-1') => {
    const { data, errors } = await ask(id);
    if (errors) throw new Error(JSON.stringify(errors));
    return (data as { patientCare: object[] }).patientCare[0];
  };
  const save = (...rows: object[]) =>
    harness.database.transaction(async (manager) => void (await manager.save(rows)));
  const visit = (id: string, institutionId: string, more = {}) =>
    anEncounter({ id, institutionId, ...more });

  beforeAll(async () => {
    harness = await startPatients(kind);
  });
  beforeEach(async () => {
    await harness.clear();
    await harness.database.transaction((manager) => savePatient(manager));
  });
  afterAll(() => harness.stop());

  it('is nothing where nobody cares for her, and where there is no such patient', async () => {
    expect(await careOf()).toEqual({ ...nothing, treatedAt: [], contractedWith: null });
    expect(await careOf('nobody')).toEqual({
      ...{ patientId: 'nobody', birthDate: null, treatedAt: [], contractedWith: null },
    });
  });

  it('names every institution where an encounter is open, and no other', async () => {
    await save(
      ...[visit('1', 'people-hospital'), visit('2', 'county-hospital')],
      visit('3', 'township-xiling', { endedAt: daysAgo(0) }),
    );
    expect(await careOf()).toMatchObject({ treatedAt: ['county-hospital', 'people-hospital'] });
  });

  it('names where she was last, where no encounter is open', async () => {
    await save(
      visit('1', 'people-hospital', { endedAt: daysAgo(5) }),
      visit('2', 'county-hospital', { endedAt: daysAgo(2) }),
      visit('3', 'township-xiling', { endedAt: daysAgo(9) }),
    );
    expect(await careOf()).toMatchObject({ treatedAt: ['county-hospital'] });
  });

  it('counts an encounter for as long as it opens the record, and none from outside', async () => {
    await save(visit('1', 'people-hospital', { endedAt: daysAgo(91) }));
    await save(visit('2', 'city-hospital', { outside: true }));
    expect(await careOf()).toMatchObject({ treatedAt: [] });
    await save(visit('3', 'county-hospital', { endedAt: daysAgo(90) }));
    expect(await careOf()).toMatchObject({ treatedAt: ['county-hospital'] });
  });

  it.each([
    ['2026-03-04', '2026-03-04', 'township-dongpu'],
    ['2026-01-01', null, 'township-dongpu'],
    ['2026-03-05', null, null],
    ['2025-01-01', '2026-03-03', null],
  ])('names the contract from %s to %s: %s', async (start, end, contractedWith) => {
    await save(aContract({ start, end }));
    expect(await careOf()).toMatchObject({ contractedWith });
  });

  it('leaves out institutions she closed her record to', async () => {
    await save(visit('1', 'county-hospital'), visit('2', 'people-hospital'), aContract());
    await save(
      aRestriction(),
      aRestriction({ id: 'restriction-2', institutionId: 'township-dongpu' }),
      aSensitiveRestriction({ id: 'restriction-3' }),
      aRestriction({ id: 'lifted', institutionId: 'people-hospital', liftedAt: noon }),
    );
    expect(await careOf()).toMatchObject({ treatedAt: ['people-hospital'], contractedWith: null });
  });

  it('is about all records of a person, from whichever it is asked', async () => {
    await harness.database.transaction(async (manager) => {
      await savePatient(manager, { id: 'patient-2', birthDate: null });
      await manager.update(PatientRow, { id: 'patient-2' }, { personId: 'patient-1' });
    });
    await save(visit('1', 'county-hospital', { patientId: 'patient-2' }), aContract());
    const whole = { treatedAt: ['county-hospital'], contractedWith: 'township-dongpu' };
    expect(await careOf()).toMatchObject(whole);
    expect(await careOf('patient-2')).toMatchObject({ ...whole, birthDate: '1955-01-01' });
  });

  it('costs one statement however many patients', async () => {
    harness.statements.length = 0;
    await ask('patient-1', 'patient-2', 'patient-3');
    expect(harness.statements).toHaveLength(1);
  });

  it('is for parts of the product alone, and for a page of patients', async () => {
    const { errors } = await harness.run(clinician, query, { ids: ['patient-1'] });
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    const many = await ask(...Array.from({ length: 101 }, (_, index) => `patient-${index}`));
    expect(many.errors).toMatchObject([{ extensions: { field: 'patientIds' } }]);
  });

  it('names every record of the residents a team has signed, and of nobody else', async () => {
    const referrals = {
      ...clinician,
      institutionId: 'township-dongpu',
      roles: [],
      service: 'referrals',
    };
    const teamResidents = async (teamId: string, viewer: Viewer = referrals) => {
      const asked = 'query ($teamId: ID!) { teamResidents(teamId: $teamId) }';
      const { data, errors } = await harness.run(viewer, asked, { teamId });
      return { ids: data?.teamResidents, code: errors?.[0]?.extensions?.code };
    };
    await harness.database.transaction(async (manager) => {
      for (const id of ['patient-2', 'patient-3', 'patient-4', 'patient-5'])
        await savePatient(manager, { id, birthDate: null });
      const merged = { personId: 'patient-2', mergedInto: 'patient-2' };
      await manager.update(PatientRow, { id: 'patient-1' }, merged);
    });
    // The contract stands at the record that was merged.
    await save(
      aContract({ teamId: 'team-1' }),
      aContract({ id: '2', teamId: 'team-1', patientId: 'patient-3', end: '2026-03-04' }),
      aContract({ id: '3', teamId: 'team-1', patientId: 'patient-4', end: '2026-03-03' }),
      aContract({ id: '4', teamId: 'team-2', patientId: 'patient-5' }),
    );
    const { ids } = await teamResidents('team-1');
    expect([...(ids as string[])].sort()).toEqual(['patient-1', 'patient-2', 'patient-3']);
    expect(await teamResidents('team-9')).toMatchObject({ code: 'NOT_FOUND' });
    expect(
      await teamResidents('team-1', { ...referrals, institutionId: 'county-hospital' }),
    ).toMatchObject({
      code: 'NOT_FOUND',
    });
    expect(await teamResidents('team-1', clinician)).toMatchObject({ code: 'FORBIDDEN' });
  });
});
