import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { roles, type Viewer } from '@lianyi/shared/auth/viewer';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import type { FamilyDoctorContract } from '../contract/family-doctor-contract.entity';
import { PatientRow } from '../patient/patient.entity';
import { aContract, aMembership, savePatient } from '../testing/patients.factory';
import { type PatientsHarness, startPatients } from '../testing/patients.harness';

interface Row {
  readonly institution: { readonly id: string } | null;
  readonly group: { readonly code: string; readonly name: string } | null;
  readonly residents: number | null;
  readonly signed: number | null;
  readonly rate: number | null;
  readonly withheld: boolean;
}
interface Residents extends Partial<FamilyDoctorContract> {
  readonly by?: string;
  readonly register?: string;
}
const office = aViewer('COMMUNITY_OFFICE');
const familyDoctor = aViewer('FAMILY_DOCTOR', 'township-dongpu');

describeOnBothDatabases('contractCoverage', (kind) => {
  let harness: PatientsHarness;
  const ask = async (viewer: Viewer = office, given = '') => {
    const { data, errors } = await harness.run(
      viewer,
      `{ rows: contractCoverage${given} { institution { id } group { code name } residents signed rate withheld } }`,
    );
    return { rows: data?.rows as Row[] | undefined, errors };
  };
  /** Rows that count somebody, or withhold whom they count. */
  const counts = async (viewer?: Viewer, given?: string) =>
    (await ask(viewer, given)).rows
      ?.filter(({ residents }) => residents !== 0)
      .map(({ institution, group, residents, signed, withheld }) =>
        [
          ...[institution?.id ?? 'all', group?.code ?? 'everybody'],
          withheld ? 'withheld' : `${signed}/${residents}`,
        ].join(' '),
      );
  let next = 0;
  /** Residents an institution registered and keeps on a register; some under contract. */
  const residents = (
    count: number,
    signed: number,
    { by = 'township-dongpu', register = 'HYPERTENSION', ...contract }: Residents = {},
  ) =>
    harness.database.transaction(async (manager) => {
      for (let at = 0; at < count; at += 1) {
        next += 1;
        const id = `r${next}`;
        await savePatient(manager, { id, registeredBy: by });
        await manager.save(
          aMembership({ id: `m${next}`, patientId: id, register, institutionId: by }),
        );
        if (at < signed)
          await manager.save(aContract({ id: `c${next}`, patientId: id, ...contract }));
      }
    });

  beforeAll(async () => {
    harness = await startPatients(kind);
  });
  beforeEach(() => harness.clear());
  afterAll(() => harness?.stop());

  it('counts the residents of the consortium and of each group, and who is signed', async () => {
    await residents(8, 6);
    await residents(10, 5, { by: 'people-hospital', register: 'DIABETES' });
    const { rows, errors } = await ask();
    expect(errors).toBeUndefined();
    expect(rows).toHaveLength(12);
    expect(rows?.[0]).toEqual({
      ...{ institution: null, group: null, residents: 18, signed: 11, rate: 11 / 18 },
      withheld: false,
    });
    expect(rows?.find(({ group }) => group?.code === '06')).toEqual({
      ...{ institution: null, group: { code: '06', name: '高血压患者' } },
      ...{ residents: 8, signed: 6, rate: 0.75, withheld: false },
    });
    expect(rows?.find(({ group }) => group?.code === '05')).toMatchObject({
      ...{ residents: 0, signed: 0, rate: null },
    });
  });

  it('counts them by institution', async () => {
    await residents(8, 6);
    await residents(10, 5, { by: 'people-hospital', register: 'DIABETES' });
    expect(await counts(office, '(byInstitution: true)')).toEqual([
      ...['people-hospital everybody 5/10', 'people-hospital 07 5/10'],
      ...['township-dongpu everybody 6/8', 'township-dongpu 06 6/8'],
    ]);
  });

  it('counts a resident whichever team signed her, and in a group of several registers once', async () => {
    await residents(6, 6, { institutionId: 'people-hospital', register: 'COPD' });
    await harness.database.transaction((manager) =>
      manager.save(
        aMembership({
          ...{ id: 'again', patientId: `r${next}`, register: 'STROKE' },
          institutionId: 'township-dongpu',
        }),
      ),
    );
    expect(await counts(familyDoctor)).toEqual(['all everybody 6/6', 'all 11 6/6']);
  });

  it('counts a person of two records once, signed on either', async () => {
    await residents(6, 0);
    await residents(1, 1);
    await harness.database.transaction((manager) =>
      manager.update(
        PatientRow,
        { id: `r${next}` },
        { personId: `r${next - 1}`, mergedInto: `r${next - 1}` },
      ),
    );
    expect(await counts(familyDoctor)).toEqual(['all everybody 1/6', 'all 06 1/6']);
  });

  it('counts on another day', async () => {
    await residents(6, 6, { start: '2026-02-01', end: '2026-02-28' });
    await harness.database.transaction((manager) =>
      manager.query("UPDATE `patient` SET `registeredAt` = '2026-01-31 16:00:00.000'"),
    );
    expect(await counts(familyDoctor)).toEqual(['all everybody 0/6', 'all 06 0/6']);
    expect(await counts(familyDoctor, '(on: "2026-02-28")')).toEqual([
      ...['all everybody 6/6', 'all 06 6/6'],
    ]);
    expect(await counts(familyDoctor, '(on: "2026-01-31")')).toEqual(['all 06 0/6']);
    const { errors } = await ask(office, '(on: "2026-03-05")');
    expect(errors).toMatchObject([{ extensions: { code: 'INVALID_INPUT', field: 'on' } }]);
  });

  it('counts its own residents alone to who does not lead, or oversees nothing', async () => {
    await residents(6, 6);
    await residents(7, 7, { by: 'people-hospital' });
    await residents(8, 8, { by: 'county-hospital' });
    await residents(9, 9, { by: 'city-hospital' });
    const first = async (viewer: Viewer) => (await counts(viewer))?.[0];
    expect(await first(aViewer('QUALITY_MANAGER'))).toBe('all everybody 21/21');
    expect(await first(aViewer('QUALITY_MANAGER', 'people-hospital'))).toBe('all everybody 7/7');
    expect(await first(aViewer('FAMILY_DOCTOR'))).toBe('all everybody 8/8');
  });

  it('withholds counts of too few from who opens no record, and what would tell them', async () => {
    await residents(3, 3, { register: 'SEVERE_MENTAL_DISORDER' });
    await residents(9, 0);
    await residents(20, 9, { by: 'people-hospital', register: 'SEVERE_MENTAL_DISORDER' });
    await residents(30, 9, { by: 'county-hospital', register: 'SEVERE_MENTAL_DISORDER' });
    expect(await counts(office, '(byInstitution: true)')).toEqual([
      ...['county-hospital everybody 9/30', 'county-hospital 09 9/30'],
      ...['people-hospital everybody withheld', 'people-hospital 09 withheld'],
      ...['township-dongpu everybody withheld', 'township-dongpu 06 0/9'],
      'township-dongpu 09 withheld',
    ]);
    const own = aViewer('QUALITY_MANAGER', 'township-dongpu');
    expect(await counts(own)).toEqual(['all everybody withheld', 'all 06 0/9', 'all 09 withheld']);
    expect(await counts(familyDoctor)).toContain('all 09 3/3');
    const both = { ...office, roles: ['COMMUNITY_OFFICE', 'FAMILY_DOCTOR'] as const };
    expect(await counts(both, '(byInstitution: true)')).toContain('township-dongpu 09 withheld');
  });

  it('opens no record: it leaves no event', async () => {
    await residents(6, 6);
    await ask();
    expect(await harness.events()).toEqual([]);
  });

  it('asks in two statements, however many residents', async () => {
    await residents(6, 6);
    await ask();
    harness.statements.length = 0;
    await ask();
    expect(harness.statements).toHaveLength(2);
  });

  it.each(
    roles.filter(
      (role) => !['COMMUNITY_OFFICE', 'FAMILY_DOCTOR', 'QUALITY_MANAGER'].includes(role),
    ),
  )('refuses the role %s', async (role) => {
    const { errors } = await ask(aViewer(role));
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  });

  it('says so where it cannot be asked what is led', async () => {
    const fresh = await startPatients(kind);
    fresh.county.down.add('personnel');
    const { errors } = await fresh.run(office, '{ contractCoverage { residents } }');
    expect(errors).toMatchObject([{ extensions: { code: 'UNAVAILABLE', part: 'personnel' } }]);
    await fresh.stop();
  });
});
