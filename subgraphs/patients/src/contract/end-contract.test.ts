import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { Viewer } from '@lianyi/shared/auth/viewer';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { PatientRow } from '../patient/patient.entity';
import { aCondition, aContract, savePatient } from '../testing/patients.factory';
import { type PatientsHarness, startPatients } from '../testing/patients.harness';

const fields = 'id period { start end } state plannedEnd endReason renewsId priorityGroups';
const renewal = `mutation ($id: ID!, $period: PeriodInput!, $groups: [String!]) {
  contract: renewFamilyDoctorContract(contractId: $id, period: $period, priorityGroups: $groups) { ${fields} }
}`;
const ending = `mutation ($id: ID!, $end: Date!, $reason: String!) {
  contract: endFamilyDoctorContract(contractId: $id, end: $end, reason: $reason) { ${fields} }
}`;
const familyDoctor = aViewer('FAMILY_DOCTOR', 'township-dongpu');

describeOnBothDatabases('a contract that is ended', (kind) => {
  let harness: PatientsHarness;
  const run = async (document: string, variables: object, viewer: Viewer = familyDoctor) => {
    const { data, errors } = await harness.run(viewer, document, { ...variables });
    return { contract: data?.contract as { id: string } & Record<string, unknown>, errors };
  };
  const next = { start: '2026-05-01', end: '2027-04-30' };
  const renew = (given: object = {}, viewer?: Viewer) =>
    run(renewal, { id: 'contract-1', period: next, ...given }, viewer);
  const end = (given: object = {}, viewer?: Viewer) =>
    run(ending, { id: 'contract-1', end: '2026-03-04', reason: '迁出本县', ...given }, viewer);
  const sign = (start: string, to: string) =>
    run(
      `mutation ($period: PeriodInput!) { contract: signFamilyDoctorContract(patientId: "patient-1", teamId: "team-2", period: $period) { id } }`,
      { period: { start, end: to } },
    );
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

  it('ends before its time, and then opens the rest of the record no more', async () => {
    await harness.database.transaction((manager) => manager.save(aCondition()));
    const ask = async () => {
      const { data } = await harness.run(
        familyDoctor,
        '{ patient(id: "patient-1") { conditions { nodes { id } } } }',
      );
      return data?.patient;
    };
    expect(await ask()).toEqual({ conditions: { nodes: [{ id: 'condition-1' }] } });
    const { contract, errors } = await end({ end: '2026-03-03' });
    expect(errors).toBeUndefined();
    expect(contract).toMatchObject({ state: 'ENDED', priorityGroups: ['01', '06', '09'] });
    expect(await ask()).toEqual({ conditions: { nodes: [] } });
  });

  it('says until when it was signed for, and why it ended', async () => {
    const { contract, errors } = await end();
    expect(errors).toBeUndefined();
    expect(contract).toMatchObject({
      ...{ period: { start: '2025-05-01', end: '2026-03-04' }, state: 'ACTIVE' },
      ...{ plannedEnd: '2026-04-30', endReason: '迁出本县' },
    });
    expect((await harness.events())[0]).toMatchObject({ action: 'END_CONTRACT', allowed: true });
  });

  it('makes room for another from the day after', async () => {
    await end();
    expect((await sign('2026-03-04', '2027-03-03')).errors).toMatchObject([
      { extensions: { code: 'CONFLICT' } },
    ]);
    expect((await sign('2026-03-05', '2027-03-04')).errors).toBeUndefined();
    harness.clock.now = new Date('2026-03-05T08:00:00+08:00');
    expect(await states()).toEqual(['ACTIVE', 'ENDED']);
  });

  it('makes room as if it had never been where it never begins', async () => {
    const { contract } = await renew();
    expect((await end({ id: contract.id, end: '2026-04-30' })).errors).toBeUndefined();
    expect(await states()).toEqual(['ENDED', 'ACTIVE']);
    expect((await renew()).contract.id).not.toBe(contract.id);
    expect(await states()).toEqual(expect.arrayContaining(['UPCOMING', 'ENDED', 'ACTIVE']));
  });

  it('ends once, of ten who end it at once', async () => {
    const all = await Promise.all(Array.from({ length: 10 }, () => end()));
    expect(all.filter(({ errors }) => errors === undefined)).toHaveLength(1);
    for (const { errors } of all)
      if (errors) expect(errors).toMatchObject([{ extensions: { code: 'CONFLICT' } }]);
  });

  it('is either renewed or ended by who does both at once', async () => {
    const [renewed, ended] = await Promise.all([renew(), end()]);
    const done = [renewed, ended].map(({ errors }) => errors === undefined);
    expect(done.filter(Boolean)).toHaveLength(1);
    const refused = [renewed, ended].find(({ errors }) => errors);
    expect(refused?.errors).toMatchObject([{ extensions: { code: 'CONFLICT' } }]);
  });

  it('is not ended while another follows it', async () => {
    const { contract } = await renew();
    expect((await end()).errors).toMatchObject([{ extensions: { code: 'CONFLICT' } }]);
    await end({ id: contract.id, end: '2026-04-30' });
    expect((await end()).errors).toBeUndefined();
  });

  it('is not renewed once it was ended', async () => {
    await end();
    expect((await renew()).errors).toMatchObject([{ extensions: { code: 'CONFLICT' } }]);
  });

  it.each([
    ['end', { end: '2026-04-30' }],
    ['end', { end: '2026-01-31' }],
    ['end', { end: '2025-04-29' }],
    ['reason', { reason: ' 迁 ' }],
    ['reason', { reason: '迁'.repeat(501) }],
  ])('is not ended with a wrong %s', async (field, given) => {
    const { errors } = await end(given);
    expect(errors).toMatchObject([{ extensions: { code: 'INVALID_INPUT', field } }]);
    expect(await states()).toEqual(['ACTIVE']);
  });

  it.each([
    ['renewed', renew],
    ['ended', end],
  ])('is not %s by another institution, nor by another role', async (_title, act) => {
    const elsewhere = aViewer('FAMILY_DOCTOR', 'people-hospital');
    const hidden = await act({}, elsewhere);
    expect(hidden.errors).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }]);
    const missing = await act({ id: 'contract-9' }, elsewhere);
    expect(JSON.stringify(missing).replaceAll('contract-9', 'contract-1')).toBe(
      JSON.stringify(hidden),
    );
    const { errors } = await act({}, aViewer('CLINICIAN', 'township-dongpu'));
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    expect(await harness.events()).toMatchObject([
      { allowed: false, reason: 'NOT_FOUND', patientId: 'patient-1' },
      { allowed: false, reason: 'FORBIDDEN', patientId: 'patient-1' },
    ]);
  });
});
