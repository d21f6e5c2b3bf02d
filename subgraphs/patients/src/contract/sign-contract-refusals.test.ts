import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { roles, type Viewer } from '@lianyi/shared/auth/viewer';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { savePatient } from '../testing/patients.factory';
import { type PatientsHarness, startPatients } from '../testing/patients.harness';
import { FamilyDoctorContract } from './family-doctor-contract.entity';

const mutation = `mutation ($patientId: ID!, $teamId: ID!, $period: PeriodInput!, $groups: [String!]) {
  contract: signFamilyDoctorContract(patientId: $patientId, teamId: $teamId, period: $period, priorityGroups: $groups) {
    id team { id } period { start end } priorityGroups state signedAt renewsId
  }
}`;
const familyDoctor = aViewer('FAMILY_DOCTOR', 'township-dongpu');

describeOnBothDatabases('what signFamilyDoctorContract refuses', (kind) => {
  let harness: PatientsHarness;
  const sign = async (given: object = {}, viewer: Viewer = familyDoctor) => {
    const { data, errors } = await harness.run(viewer, mutation, {
      ...{ patientId: 'patient-1', teamId: 'team-1', groups: ['06', '01'] },
      period: { start: '2026-03-04', end: '2027-03-03' },
      ...given,
    });
    return { contract: data?.contract as Record<string, unknown> | null | undefined, errors };
  };
  const contracts = () => harness.database.read.find(FamilyDoctorContract);

  beforeAll(async () => {
    harness = await startPatients(kind);
  });
  beforeEach(async () => {
    await harness.clear();
    await harness.database.transaction(async (manager) => {
      await savePatient(manager);
      await savePatient(manager, { id: 'patient-2' });
    });
  });
  afterAll(() => harness?.stop());

  it.each([
    ['period.end', { period: { start: '2026-03-04' } }],
    ['period.end', { period: { start: '2026-03-04', end: '2026-03-03' } }],
    ['period.end', { period: { start: '2026-03-04', end: '2027-03-02' } }],
    ['period.end', { period: { start: '2026-03-04', end: '2029-03-04' } }],
    ['period.start', { period: { start: '2026-01-31', end: '2027-03-03' } }],
    ['period.start', { period: { start: '2026-05-04', end: '2027-05-03' } }],
    ['priorityGroups[0]', { groups: ['12'] }],
    ['priorityGroups[2]', { groups: ['01', '06', '01'] }],
  ])('refuses a wrong %s', async (field, given) => {
    const { errors } = await sign(given);
    expect(errors).toMatchObject([{ extensions: { code: 'INVALID_INPUT', field } }]);
    expect(await contracts()).toEqual([]);
  });

  it.each([
    ['the longest', { start: '2026-03-04', end: '2029-03-03' }],
    ['the earliest', { start: '2026-02-01', end: '2027-01-31' }],
    ['the latest', { start: '2026-05-03', end: '2027-05-02' }],
  ])('takes %s contract', async (_title, period) => {
    expect((await sign({ period })).errors).toBeUndefined();
  });

  it('refuses one that begins before she was born', async () => {
    await harness.database.transaction((manager) =>
      savePatient(manager, { id: 'newborn', birthDate: '2026-03-01' }),
    );
    const period = { start: '2026-02-28', end: '2027-02-27' };
    const { errors } = await sign({ patientId: 'newborn', period });
    expect(errors).toMatchObject([
      { extensions: { code: 'INVALID_INPUT', field: 'period.start' } },
    ]);
  });

  it.each([
    ['nobody’s team', 'team-9'],
    ['another institution’s team', 'team-3'],
  ])('finds no %s', async (_title, teamId) => {
    const { errors } = await sign({ teamId });
    expect(errors).toMatchObject([{ extensions: { code: 'NOT_FOUND', field: 'teamId', teamId } }]);
    expect(await harness.events()).toMatchObject([{ allowed: false, reason: 'NOT_FOUND' }]);
  });

  it('says so where it cannot be asked whose team it is', async () => {
    await sign({ patientId: 'patient-2' });
    harness.county.down.add('personnel');
    const { errors } = await sign();
    expect(errors).toMatchObject([{ extensions: { code: 'UNAVAILABLE', part: 'personnel' } }]);
    expect((await harness.events()).at(-1)).toMatchObject({ reason: 'UNAVAILABLE' });
  });

  it('takes the same terms of another patient for no contract of hers', async () => {
    const other = await sign({ patientId: 'patient-2' });
    const hers = await sign({ period: { start: '2026-02-01', end: '2027-01-31' } });
    expect([other.errors, hers.errors]).toEqual([undefined, undefined]);
    const { contract, errors } = await sign();
    expect(contract ?? null).toBeNull();
    expect(errors).toMatchObject([{ extensions: { code: 'CONFLICT' } }]);
    expect(JSON.stringify(errors)).not.toContain(String(other.contract?.id));
  });

  it('refuses an unknown patient', async () => {
    const { errors } = await sign({ patientId: 'nobody' });
    expect(errors).toMatchObject([{ extensions: { code: 'NOT_FOUND', patientId: 'nobody' } }]);
  });

  it.each(roles.filter((role) => role !== 'FAMILY_DOCTOR').map((role) => [role]))(
    'refuses the role %s, and records that',
    async (role) => {
      const { errors } = await sign({}, aViewer(role, 'township-dongpu'));
      expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
      expect(await harness.events()).toMatchObject([
        { action: 'SIGN_CONTRACT', allowed: false, basis: null, reason: 'FORBIDDEN' },
      ]);
      expect(await contracts()).toEqual([]);
    },
  );

  it('refuses an institution outside the community', async () => {
    const { errors } = await sign({}, aViewer('FAMILY_DOCTOR', 'city-hospital'));
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  });
});
