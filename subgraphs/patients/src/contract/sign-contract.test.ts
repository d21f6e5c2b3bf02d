import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { Viewer } from '@lianyi/shared/auth/viewer';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { PatientRow } from '../patient/patient.entity';
import { aContract, savePatient } from '../testing/patients.factory';
import { type PatientsHarness, startPatients } from '../testing/patients.harness';
import { FamilyDoctorContract } from './family-doctor-contract.entity';

const mutation = `mutation ($patientId: ID!, $teamId: ID!, $period: PeriodInput!, $groups: [String!]) {
  contract: signFamilyDoctorContract(patientId: $patientId, teamId: $teamId, period: $period, priorityGroups: $groups) {
    id team { id } period { start end } priorityGroups state signedAt renewsId
  }
}`;
const familyDoctor = aViewer('FAMILY_DOCTOR', 'township-dongpu');
const elsewhere = aViewer('FAMILY_DOCTOR', 'people-hospital');

describeOnBothDatabases('signFamilyDoctorContract', (kind) => {
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
  const save = (...rows: object[]) =>
    harness.database.transaction((manager) => manager.save(rows)).then(() => undefined);
  const hold = (id: string, contractUntil: string | null, personId = id) =>
    harness.database.transaction((manager) =>
      manager.update(PatientRow, { id }, { contractUntil, personId }),
    );

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

  it('signs the resident, which opens her record to the institution', async () => {
    const { contract, errors } = await sign();
    expect(errors).toBeUndefined();
    expect(contract).toEqual({
      ...{ id: expect.any(String), team: { id: 'team-1' }, state: 'ACTIVE', renewsId: null },
      ...{ period: { start: '2026-03-04', end: '2027-03-03' }, priorityGroups: ['01', '06'] },
      signedAt: '2026-03-04T12:00:00+08:00',
    });
    const { data } = await harness.run(familyDoctor, '{ patient(id: "patient-1") { name } }');
    expect(data).toEqual({ patient: { name: '张建国' } });
  });

  it('is an access, recorded', async () => {
    await sign({}, familyDoctor);
    const [event] = await harness.events();
    expect(event).toMatchObject({
      ...{ action: 'SIGN_CONTRACT', allowed: true, patientId: 'patient-1' },
      ...{ basis: 'FAMILY_DOCTOR_CONTRACT', institutionId: 'township-dongpu' },
    });
  });

  it('is the same contract when it is sent again', async () => {
    const first = await sign();
    const again = await sign({ groups: ['01', '06'] });
    expect(again).toEqual(first);
    expect(await contracts()).toHaveLength(1);
    const signings = (await harness.events()).filter(({ action }) => action === 'SIGN_CONTRACT');
    expect(signings.map(({ allowed }) => allowed)).toEqual([true, true]);
  });

  it.each([
    ['another team', { teamId: 'team-2' }],
    ['another period', { period: { start: '2026-03-05', end: '2027-03-04' } }],
    ['other groups', { groups: [] }],
  ])('refuses another contract while one is in force: %s', async (_title, given) => {
    const { contract } = await sign();
    const { errors } = await sign(given);
    expect(errors).toMatchObject([
      { extensions: { code: 'CONFLICT', contractId: contract?.id, until: '2027-03-03' } },
    ]);
    expect(await contracts()).toHaveLength(1);
    expect((await harness.events()).at(-1)).toMatchObject({ allowed: false, reason: 'CONFLICT' });
  });

  it('does not tell who has no basis which contract stands in the way', async () => {
    const { contract } = await sign();
    const { errors } = await sign({ teamId: 'team-3' }, elsewhere);
    expect(errors).toMatchObject([{ extensions: { code: 'CONFLICT', patientId: 'patient-1' } }]);
    const told = JSON.stringify(errors);
    for (const secret of [String(contract?.id), '2027', 'dongpu', 'team-1'])
      expect(told).not.toContain(secret);
  });

  it('signs one of a hundred at once', async () => {
    const all = await Promise.all(
      Array.from({ length: 100 }, (_, at) =>
        sign(
          { teamId: at % 2 ? 'team-3' : 'team-1', groups: at % 4 < 2 ? [] : ['06'] },
          at % 2 ? elsewhere : familyDoctor,
        ),
      ),
    );
    const signed = all.flatMap(({ contract }) => (contract ? [contract.id] : []));
    expect(new Set(signed).size).toBe(1);
    expect(signed).toHaveLength(25);
    for (const { errors } of all)
      if (errors) expect(errors).toMatchObject([{ extensions: { code: 'CONFLICT' } }]);
    expect(await contracts()).toHaveLength(1);
    const events = (await harness.events()).filter(({ action }) => action === 'SIGN_CONTRACT');
    expect(events.filter(({ allowed }) => allowed)).toHaveLength(25);
    expect(events.filter(({ allowed }) => !allowed)).toHaveLength(75);
    expect(await harness.verify()).toMatchObject({ whole: true });
  });

  it('signs one of many at once over the records of one person', async () => {
    await hold('patient-2', null, 'patient-1');
    const all = await Promise.all(
      Array.from({ length: 40 }, (_, at) => sign({ patientId: `patient-${1 + (at % 2)}` })),
    );
    expect(await contracts()).toHaveLength(1);
    expect(new Set(all.map(({ contract }) => contract?.id)).size).toBe(1);
  });

  it('signs one of many different ones at once over the records of one person', async () => {
    await hold('patient-2', null, 'patient-1');
    const all = await Promise.all(
      Array.from({ length: 40 }, (_, at) =>
        sign({ patientId: `patient-${1 + (at % 2)}`, teamId: `team-${1 + (at % 2)}` }),
      ),
    );
    expect(await contracts()).toHaveLength(1);
    expect(all.filter(({ contract }) => contract)).toHaveLength(20);
  });

  it('sees a contract signed on another record of the person', async () => {
    await save(aContract({ patientId: 'patient-2' }));
    await hold('patient-2', '2026-12-31', 'patient-1');
    expect((await sign()).errors).toMatchObject([{ extensions: { code: 'CONFLICT' } }]);
    await hold('patient-2', '2026-12-31');
    expect((await sign()).errors).toBeUndefined();
  });

  it('leaves the person’s other records as they were', async () => {
    await hold('patient-2', '2026-01-31', 'patient-1');
    await sign();
    const until = async (id: string) =>
      (await harness.database.read.findOneByOrFail(PatientRow, { id })).contractUntil;
    expect([await until('patient-1'), await until('patient-2')]).toEqual([
      '2027-03-03',
      '2026-01-31',
    ]);
  });

  it('refuses one that begins on the last day of another, not one on the day after', async () => {
    await save(aContract({ end: '2026-03-10' }));
    await hold('patient-1', '2026-03-10');
    const from = (start: string) => sign({ period: { start, end: '2028-03-09' } });
    expect((await from('2026-03-10')).errors).toMatchObject([{ extensions: { code: 'CONFLICT' } }]);
    expect((await from('2026-03-11')).contract).toMatchObject({ state: 'UPCOMING' });
  });
});
