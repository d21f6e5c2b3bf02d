import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type AccessBasis, accessBases } from '@lianyi/shared/access/access';
import { type Role, roles } from '@lianyi/shared/auth/viewer';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { anIdentity, aViewer } from '@lianyi/shared/testing/test-subgraph';
import {
  aContract,
  aGlassGrant,
  anEncounter,
  aSource,
  noon,
  savePatient,
} from '../testing/patients.factory';
import { clinician, type PatientsHarness, startPatients } from '../testing/patients.harness';
import { decideAccess } from './decide-access.service';

const daysAgo = (days: number) => new Date(noon.getTime() - days * 24 * 3600 * 1000);

const treating = {
  ...({ ENCOUNTER: 'ALL', FAMILY_DOCTOR_CONTRACT: 'ALL', REFERRAL: 'ALL' } as const),
  ...({ CONSULTATION: 'ALL', OWN_DATA: 'OWN', BREAK_GLASS: 'ALL' } as const),
};
/** What each role is given where its institution has each basis; null: refused. */
const table: Record<Role, Partial<Record<AccessBasis, 'ALL' | 'OWN'>>> = {
  ...{ CLINICIAN: treating, FAMILY_DOCTOR: treating },
  PHARMACIST: {
    ...{ ENCOUNTER: 'ALL', FAMILY_DOCTOR_CONTRACT: 'ALL', REFERRAL: 'ALL', OWN_DATA: 'OWN' },
    PRESCRIPTION: 'OWN',
  },
  REPORTER: { OWN_DATA: 'OWN', DIAGNOSTIC_REQUEST: 'OWN' },
  REFERRAL_OFFICER: { REFERRAL: 'ALL' },
  REGIONAL_PLATFORM: { PLATFORM_SCOPE: 'ALL' },
  QUALITY_MANAGER: {},
  PERSONNEL_MANAGER: {},
  COMMUNITY_OFFICE: {},
  AUDITOR: {},
  ADMIN: {},
};
const bases = accessBases.filter((basis) => basis !== 'PLATFORM_SCOPE');
const breakingGlass: readonly Role[] = ['CLINICIAN', 'FAMILY_DOCTOR'];

describeOnBothDatabases('decideAccess', (kind) => {
  let harness: PatientsHarness;
  const save = (...rows: object[]) =>
    harness.database.transaction((manager) => manager.save(rows)).then(() => undefined);
  const decide = (viewer = clinician, ...ids: string[]) =>
    decideAccess(
      harness.process,
      anIdentity(viewer),
      ids.length > 0 ? ids : ['patient-1'],
      'READ_RECORD',
    );
  const basisOf = async (viewer = clinician) => (await decide(viewer))[0]?.access?.basis ?? null;

  beforeAll(async () => {
    harness = await startPatients(kind);
  });
  beforeEach(async () => {
    await harness.clear();
    await harness.database.transaction((manager) => savePatient(manager));
  });
  afterAll(() => harness?.stop());

  const give: Record<(typeof bases)[number], (role: Role) => Promise<unknown>> = {
    ENCOUNTER: () => save(anEncounter()),
    FAMILY_DOCTOR_CONTRACT: () => save(aContract({ institutionId: 'county-hospital' })),
    REFERRAL: async () => harness.county.referrals.set('county-hospital', ['patient-1']),
    CONSULTATION: async () => harness.county.consultations.set('county-hospital', ['patient-1']),
    BREAK_GLASS: (role) => save(aGlassGrant(aViewer(role))),
    OWN_DATA: () => save(aSource()),
    DIAGNOSTIC_REQUEST: async () => harness.county.diagnoses.set('county-hospital', ['patient-1']),
    PRESCRIPTION: async () => harness.county.sheets.set('county-hospital', ['patient-1']),
  };

  describe.each(roles.map((role) => [role]))('for the role %s', (role) => {
    it.each(bases.map((basis) => [basis]))(
      'holds to the table where there is %s',
      async (basis) => {
        await give[basis](role);
        const [decision] = await decide(aViewer(role));
        const platform = table[role].PLATFORM_SCOPE;
        const scope = table[role][basis] ?? platform ?? null;
        expect(decision?.access ?? null).toEqual(
          scope === null
            ? null
            : {
                ...{ patientId: 'patient-1', scope, basis: platform ? 'PLATFORM_SCOPE' : basis },
                ...{ records: ['patient-1'], sensitive: !platform, identified: !platform },
              },
        );
        expect(decision?.mayBreakGlass).toBe(scope === null && breakingGlass.includes(role));
      },
    );

    it('refuses where the institution has no basis, but for a platform', async () => {
      await save(
        anEncounter({ institutionId: 'people-hospital' }),
        aSource({ institutionId: 'lab-center' }),
      );
      expect(await basisOf(aViewer(role))).toBe(
        role === 'REGIONAL_PLATFORM' ? 'PLATFORM_SCOPE' : null,
      );
    });
  });

  it('takes the strongest of several bases', async () => {
    await save(aSource(), aContract({ institutionId: 'county-hospital' }), anEncounter());
    expect(await basisOf()).toBe('ENCOUNTER');
  });

  it('counts an encounter until 90 days after its end', async () => {
    await save(anEncounter({ startedAt: daysAgo(200), endedAt: daysAgo(90) }));
    expect(await basisOf()).toBe('ENCOUNTER');
  });

  it('counts no encounter that ended 91 days ago', async () => {
    await save(anEncounter({ startedAt: daysAgo(200), endedAt: daysAgo(91) }));
    expect(await basisOf()).toBeNull();
  });

  it.each([
    ['has ended', '2025-01-01', '2026-03-03'],
    ['begins tomorrow', '2026-03-05', '2027-03-04'],
  ])('counts no contract that %s', async (_title, start, end) => {
    await save(aContract({ institutionId: 'county-hospital', start, end }));
    expect(await basisOf()).toBeNull();
  });

  it('counts a contract on its last day', async () => {
    await save(aContract({ institutionId: 'county-hospital', end: '2026-03-04' }));
    expect(await basisOf()).toBe('FAMILY_DOCTOR_CONTRACT');
  });

  it('gives an institution outside the community nothing for what it wrote', async () => {
    const [institutionId, outside] = ['city-hospital', true];
    await save(anEncounter({ institutionId, outside }), aSource({ institutionId, outside }));
    expect(await basisOf(aViewer('CLINICIAN', institutionId))).toBeNull();
  });

  it('opens the record to the institution outside the community that a referral went to', async () => {
    harness.county.referrals.set('city-hospital', ['patient-1']);
    expect(await basisOf(aViewer('CLINICIAN', 'city-hospital'))).toBe('REFERRAL');
  });

  it('says that it could not be decided where referrals is down and nothing else opens it', async () => {
    harness.county.down.add('referrals');
    const [decision] = await decide();
    expect(decision).toMatchObject({ access: null, grant: null, unavailable: 'referrals' });
  });

  it('does not show own rows alone where referrals is down, which might open all', async () => {
    await save(aSource());
    expect((await decide())[0]?.access).toMatchObject({ basis: 'OWN_DATA', scope: 'OWN' });
    harness.county.down.add('referrals');
    const [decision] = await decide();
    expect(decision).toMatchObject({ access: null, grant: null, unavailable: 'referrals' });
  });

  it('opens all where referrals is down and the glass was broken', async () => {
    await save(aSource(), aGlassGrant(clinician));
    harness.county.down.add('referrals');
    const [decision] = await decide();
    expect(decision).toMatchObject({ access: { basis: 'BREAK_GLASS', scope: 'ALL' } });
  });

  it('never says FORBIDDEN where referrals is down', async () => {
    harness.county.down.add('referrals');
    const { errors } = await harness.run(clinician, '{ patient(id: "patient-1") { id } }');
    expect(errors).toMatchObject([{ extensions: { code: 'UNAVAILABLE', part: 'referrals' } }]);
  });

  it('decides by a stronger basis without asking referrals', async () => {
    await save(anEncounter());
    harness.county.asked.clear();
    expect(await basisOf()).toBe('ENCOUNTER');
    expect(harness.county.asked.get('referrals')).toBeUndefined();
  });

  it('asks referrals once about all patients for whom nothing stronger was found', async () => {
    await save(anEncounter());
    harness.county.asked.clear();
    await decide(clinician, 'patient-1', 'patient-2', 'patient-3');
    expect(harness.county.asked.get('referrals')).toBe(1);
  });

  it('identifies patients to a platform only within its scope', async () => {
    const platform = aViewer('REGIONAL_PLATFORM', 'city-hospital', { scopes: ['identified'] });
    const [decision] = await decide(platform);
    expect(decision?.access).toMatchObject({ identified: true, sensitive: false });
  });

  it('knows no patient whom nobody registered, whoever asks', async () => {
    const platform = aViewer('REGIONAL_PLATFORM', 'city-hospital');
    const [decision] = await decide(platform, 'nobody');
    expect(decision).toMatchObject({ access: null, unavailable: null });
  });
});
