import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { Viewer } from '@lianyi/shared/auth/viewer';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { PatientRow } from '../patient/patient.entity';
import { aContract, savePatient } from '../testing/patients.factory';
import { type PatientsHarness, startPatients } from '../testing/patients.harness';

const fields = 'id period { start end } state plannedEnd endReason renewsId priorityGroups';
const renewal = `mutation ($id: ID!, $period: PeriodInput!, $groups: [String!]) {
  contract: renewFamilyDoctorContract(contractId: $id, period: $period, priorityGroups: $groups) { ${fields} }
}`;
const familyDoctor = aViewer('FAMILY_DOCTOR', 'township-dongpu');

describeOnBothDatabases('a contract that is renewed', (kind) => {
  let harness: PatientsHarness;
  const run = async (document: string, variables: object, viewer: Viewer = familyDoctor) => {
    const { data, errors } = await harness.run(viewer, document, { ...variables });
    return { contract: data?.contract as { id: string } & Record<string, unknown>, errors };
  };
  const next = { start: '2026-05-01', end: '2027-04-30' };
  const renew = (given: object = {}, viewer?: Viewer) =>
    run(renewal, { id: 'contract-1', period: next, ...given }, viewer);
  const states = async () => {
    const { data } = await harness.run(
      familyDoctor,
      '{ patient(id: "patient-1") { familyDoctorContracts { nodes { state } } } }',
    );
    const found = data as unknown as {
      patient: { familyDoctorContracts: { nodes: { state: string }[] } };
    };
    return found.patient.familyDoctorContracts.nodes.map(({ state }) => state);
  };

  beforeAll(async () => {
    harness = await startPatients(kind);
  });
  beforeEach(async () => {
    await harness.clear();
    await harness.database.transaction(async (manager) => {
      await savePatient(manager);
      await manager.save(aContract({ start: '2025-05-01', end: '2026-04-30' }));
      await manager.update(PatientRow, { id: 'patient-1' }, { contractUntil: '2026-04-30' });
    });
  });
  afterAll(() => harness?.stop());

  it('is renewed by one that names it and begins after it', async () => {
    const { contract, errors } = await renew();
    expect(errors).toBeUndefined();
    expect(contract).toMatchObject({
      ...{ period: next, state: 'UPCOMING', renewsId: 'contract-1' },
      priorityGroups: ['01', '06', '09'],
    });
    expect(await states()).toEqual(['UPCOMING', 'ACTIVE']);
    harness.clock.now = new Date('2026-05-01T08:00:00+08:00');
    expect(await states()).toEqual(['ACTIVE', 'RENEWED']);
  });

  it('is renewed for other groups where they are named', async () => {
    expect((await renew({ groups: ['07'] })).contract).toMatchObject({ priorityGroups: ['07'] });
  });

  it('is renewed once by a renewal sent twice', async () => {
    expect(await renew()).toEqual(await renew());
    expect(await states()).toEqual(['UPCOMING', 'ACTIVE']);
  });

  it('is renewed once by fifty at once', async () => {
    const all = await Promise.all(
      Array.from({ length: 50 }, (_, at) =>
        renew({ period: { ...next, end: at % 2 ? next.end : '2028-04-30' } }),
      ),
    );
    const made = all.flatMap(({ contract }) => (contract ? [contract.id] : []));
    expect(new Set(made).size).toBe(1);
    expect(made).toHaveLength(25);
    expect(await states()).toEqual(['UPCOMING', 'ACTIVE']);
  });

  it.each([
    ['period.start', { start: '2026-05-02', end: '2027-05-01' }],
    ['period.start', { start: '2026-04-30', end: '2027-04-29' }],
    ['period.end', { start: '2026-05-01', end: '2026-12-31' }],
  ])('is not renewed with a wrong %s', async (field, period) => {
    const { errors } = await renew({ period });
    expect(errors).toMatchObject([{ extensions: { code: 'INVALID_INPUT', field } }]);
  });

  it.each([
    ['90 days before its end', '2026-01-31T08:00:00+08:00', true],
    ['91 days before its end', '2026-01-30T08:00:00+08:00', false],
    ['31 days after the new one began', '2026-06-01T08:00:00+08:00', true],
    ['32 days after the new one began', '2026-06-02T08:00:00+08:00', false],
  ])('may be renewed from 90 days before to 31 days after: %s', async (_title, at, may) => {
    harness.clock.now = new Date(at);
    expect((await renew()).errors === undefined).toBe(may);
  });
});
