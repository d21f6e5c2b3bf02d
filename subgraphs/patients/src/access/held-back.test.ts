import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Access, AccessBasis } from '@lianyi/shared/access/access';
import { type Role, roles } from '@lianyi/shared/auth/viewer';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { anIdentity, aViewer } from '@lianyi/shared/testing/test-subgraph';
import {
  aContract,
  aGlassGrant,
  anEncounter,
  aRestriction,
  aSensitiveRestriction,
  aSource,
  savePatient,
} from '../testing/patients.factory';
import { clinician, type PatientsHarness, startPatients } from '../testing/patients.harness';
import { decideAccess } from './decide-access.service';

type Shown = 'ALL' | 'ALL BUT SENSITIVE' | 'OWN' | 'OWN BUT SENSITIVE' | null;
type Kept = 'NOTHING' | 'CLOSED' | 'SENSITIVE' | 'BOTH';
const kinds = ['NOTHING', 'CLOSED', 'SENSITIVE', 'BOTH'] as const;

/** What a basis shows, whoever has it among her bases, where the patient keeps something back. */
const shows: Record<string, Record<Kept, Shown>> = {
  ENCOUNTER: { NOTHING: 'ALL', CLOSED: null, SENSITIVE: 'ALL', BOTH: null },
  FAMILY_DOCTOR_CONTRACT: {
    ...{ NOTHING: 'ALL', CLOSED: null, SENSITIVE: 'ALL BUT SENSITIVE', BOTH: null },
  },
  REFERRAL: { NOTHING: 'ALL', CLOSED: null, SENSITIVE: 'ALL BUT SENSITIVE', BOTH: null },
  CONSULTATION: { NOTHING: 'ALL', CLOSED: null, SENSITIVE: 'ALL BUT SENSITIVE', BOTH: null },
  BREAK_GLASS: { NOTHING: 'ALL', CLOSED: 'ALL', SENSITIVE: 'ALL', BOTH: 'ALL' },
  OWN_DATA: { NOTHING: 'OWN', CLOSED: 'OWN', SENSITIVE: 'OWN', BOTH: 'OWN' },
  DIAGNOSTIC_REQUEST: {
    ...{ NOTHING: 'OWN', CLOSED: null, SENSITIVE: 'OWN BUT SENSITIVE', BOTH: null },
  },
  PRESCRIPTION: { NOTHING: 'OWN', CLOSED: null, SENSITIVE: 'OWN', BOTH: null },
};
/** Bases of one role each, which are no doctor's. */
const ofOthers = ['DIAGNOSTIC_REQUEST', 'PRESCRIPTION'];
const platform: Record<Kept, Shown> = {
  ...{ NOTHING: 'ALL BUT SENSITIVE', CLOSED: null, SENSITIVE: 'ALL BUT SENSITIVE', BOTH: null },
};

/** Which bases count for whom (design section 3). */
const counted: Record<Role, readonly string[]> = {
  CLINICIAN: Object.keys(shows).filter((basis) => !ofOthers.includes(basis)),
  FAMILY_DOCTOR: Object.keys(shows).filter((basis) => !ofOthers.includes(basis)),
  PHARMACIST: ['ENCOUNTER', 'FAMILY_DOCTOR_CONTRACT', 'REFERRAL', 'OWN_DATA', 'PRESCRIPTION'],
  REPORTER: ['OWN_DATA', 'DIAGNOSTIC_REQUEST'],
  REFERRAL_OFFICER: ['REFERRAL'],
  ...{ REGIONAL_PLATFORM: [], QUALITY_MANAGER: [], PERSONNEL_MANAGER: [] },
  ...{ COMMUNITY_OFFICE: [], AUDITOR: [], ADMIN: [] },
};

describeOnBothDatabases('what a patient keeps to herself', (kind) => {
  let harness: PatientsHarness;
  const save = (...rows: object[]) =>
    harness.database.transaction((manager) => manager.save(rows)).then(() => undefined);
  const decide = async (viewer = clinician, id = 'patient-1') => {
    const { process } = harness;
    const [decision] = await decideAccess(process, anIdentity(viewer), [id], 'READ_RECORD');
    return decision;
  };
  const rowsOf = (basis: string, patientId: string, role: Role): object[] => {
    if (basis === 'ENCOUNTER') return [anEncounter({ id: `visit of ${patientId}`, patientId })];
    if (basis === 'BREAK_GLASS') return [aGlassGrant(aViewer(role), { patientId })];
    if (basis === 'OWN_DATA') return [aSource({ patientId })];
    const id = `contract of ${patientId}`;
    return ['REFERRAL', 'CONSULTATION', ...ofOthers].includes(basis)
      ? []
      : [aContract({ id, patientId, institutionId: 'county-hospital' })];
  };
  const give = (basis: string, patientId = 'patient-1', role: Role = 'CLINICIAN') => {
    if (basis === 'REFERRAL') harness.county.referrals.set('county-hospital', [patientId]);
    if (basis === 'CONSULTATION') harness.county.consultations.set('county-hospital', [patientId]);
    if (basis === 'DIAGNOSTIC_REQUEST')
      harness.county.diagnoses.set('county-hospital', [patientId]);
    if (basis === 'PRESCRIPTION') harness.county.sheets.set('county-hospital', [patientId]);
    return save(...rowsOf(basis, patientId, role));
  };
  const keep = (kept: Kept, patientId: string) => {
    const closed = aRestriction({ id: `closed ${patientId}`, patientId });
    const sensitive = aSensitiveRestriction({ id: `sensitive ${patientId}`, patientId });
    return save(
      ...(['CLOSED', 'BOTH'].includes(kept) ? [closed] : []),
      ...(['SENSITIVE', 'BOTH'].includes(kept) ? [sensitive] : []),
    );
  };

  beforeAll(async () => {
    harness = await startPatients(kind);
  });
  beforeEach(async () => {
    await harness.clear();
    await harness.database.transaction((manager) => savePatient(manager));
  });
  afterAll(() => harness?.stop());

  const told = (access: Access) =>
    access.sensitive ? access.scope : `${access.scope} BUT SENSITIVE`;

  describe.each(roles.map((role) => [role]))('for the role %s', (role) => {
    it.each(kinds)('holds to the tables where she keeps %s', async (kept) => {
      const bases = Object.keys(shows);
      for (const basis of bases) {
        await harness.database.transaction((manager) => savePatient(manager, { id: basis }));
        await give(basis, basis, role);
        await keep(kept, basis);
      }
      const decisions = await decideAccess(
        ...([harness.process, anIdentity(aViewer(role)), bases, 'READ_RECORD'] as const),
      );
      const events = await harness.events();
      for (const [at, basis] of bases.entries()) {
        const own = counted[role].includes(basis) ? (shows[basis]?.[kept] ?? null) : null;
        const shown = role === 'REGIONAL_PLATFORM' ? platform[kept] : own;
        const access = decisions[at]?.access ?? null;
        expect([basis, access && told(access)]).toEqual([basis, shown]);
        const broken = access?.basis === 'BREAK_GLASS' && kept !== 'NOTHING';
        expect(events[at]).toMatchObject({
          ...{ allowed: shown !== null, basis: access?.basis ?? null },
          circumstance: broken ? 'RESTRICTED' : null,
          ...(shown === null && counted[role].length > 0 ? { reason: 'no basis' } : {}),
        });
      }
    });
  });

  it.each([
    ['another institution', aRestriction({ institutionId: 'people-hospital' })],
    ['another patient', aRestriction({ patientId: 'patient-2' })],
    ['an institution until it was lifted', aRestriction({ liftedAt: new Date(0) })],
    ['a class until it was lifted', aSensitiveRestriction({ liftedAt: new Date(0) })],
  ])('concerns nobody else: %s', async (_title, row) => {
    await save(aContract({ institutionId: 'county-hospital' }), row);
    expect(await decide()).toMatchObject({
      access: { basis: 'FAMILY_DOCTOR_CONTRACT', sensitive: true },
    });
  });

  it('is not opened again by a new visit or referral of that institution', async () => {
    await save(aRestriction());
    await save(anEncounter(), aSource());
    harness.county.referrals.set('county-hospital', ['patient-1']);
    expect(await decide()).toMatchObject({ access: { basis: 'OWN_DATA', scope: 'OWN' } });
  });

  it('counts for every record of the person, from whichever it was said at', async () => {
    await harness.database.transaction(async (manager) => {
      await savePatient(manager, { id: 'patient-2' });
      await manager.query("UPDATE `patient` SET `personId` = 'patient-1'");
      await manager.save([anEncounter(), aRestriction({ patientId: 'patient-2' })]);
    });
    expect(await decide(clinician, 'patient-1')).toMatchObject({ access: null });
    expect(await decide(clinician, 'patient-2')).toMatchObject({ access: null });
    await harness.database.transaction((manager) =>
      manager.query('UPDATE `patient` SET `personId` = `id`'),
    );
    expect(await decide(clinician, 'patient-1')).toMatchObject({ access: { basis: 'ENCOUNTER' } });
  });

  it.each<[AccessBasis]>([['ENCOUNTER'], ['FAMILY_DOCTOR_CONTRACT']])(
    'is not told by referrals being down where there was %s',
    async (basis) => {
      const unknown = () => decide(clinician, 'nobody');
      harness.county.down.add('referrals');
      await give(basis);
      await save(aRestriction());
      const { patientId: _, ...closed } = (await decide()) ?? {};
      const { patientId: __, ...none } = (await unknown()) ?? {};
      expect(closed).toEqual(none);
      expect(none).toMatchObject({ unavailable: 'referrals' });
    },
  );

  it('is read in the one statement of the bases', async () => {
    const statements = async () => {
      harness.statements.length = 0;
      await decide();
      return harness.statements.filter((sql) => /^(WITH|SELECT)/.test(sql)).length;
    };
    await save(anEncounter());
    await decide();
    const free = await statements();
    await save(aRestriction(), aSensitiveRestriction({ id: 'restriction-2' }));
    expect(await statements()).toBe(free);
  });
});
