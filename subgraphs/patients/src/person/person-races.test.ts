import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { PatientRow } from '../patient/patient.entity';
import { allRows, decide, saveTwoRecords } from '../testing/merging';
import { aContract, residentIds } from '../testing/patients.factory';
import { clinician, type PatientsHarness, startPatients } from '../testing/patients.harness';

const signing = `mutation ($patientId: ID!, $teamId: ID!, $start: Date!, $end: Date!) {
  done: signFamilyDoctorContract(patientId: $patientId, teamId: $teamId, period: { start: $start, end: $end }) { id } }`;
const registering = `mutation ($value: String!) {
  done: registerPatient(identifiers: [{ system: RESIDENT_ID, value: $value }], demographics: { name: "张玮", gender: MALE }) { patient { id } } }`;

describeOnBothDatabases('what is done at once to one person', (kind) => {
  let harness: PatientsHarness;
  const run = async (viewer: typeof clinician, query: string, variables: object) => {
    const { data, errors } = await harness.run(viewer, query, { ...variables });
    return { done: data?.done ?? null, code: errors?.[0]?.extensions?.code ?? null };
  };
  const sign = (patientId: string, teamId: string, institution: string) =>
    run(aViewer('FAMILY_DOCTOR', institution), signing, {
      ...{ patientId, teamId, start: '2026-03-04', end: '2027-03-03' },
    });
  /** Persons with more than one contract on some day. */
  const overBound = async () => {
    const rows: { n: number }[] = await harness.database.read.query(
      'SELECT COUNT(*) AS `n` FROM `family_doctor_contract` c JOIN `patient` p ON p.`id` = c.`patientId` GROUP BY p.`personId` HAVING COUNT(*) > 1',
    );
    return rows.length;
  };

  beforeAll(async () => {
    harness = await startPatients(kind);
  });
  beforeEach(async () => {
    await harness.clear();
    await saveTwoRecords(harness);
  });
  afterAll(() => harness?.stop());

  it('refuses to merge two records that are both under contract, until one ends', async () => {
    await sign('patient-1', 'team-1', 'township-dongpu');
    await sign('patient-2', 'team-3', 'people-hospital');
    const before = await allRows(harness);
    expect(await decide(harness, clinician, 'merge', 'candidate-1')).toMatchObject({
      ...{ code: 'CONFLICT', message: expect.stringContaining('end one of them') },
    });
    expect(await allRows(harness)).toEqual(before);
  });

  it('merges a record whose contract has ended with one under contract', async () => {
    await harness.database.transaction(async (manager) => {
      await manager.save(aContract({ start: '2024-01-01', end: '2024-12-31' }));
      await manager.update(PatientRow, { id: 'patient-1' }, { contractUntil: '2024-12-31' });
    });
    await sign('patient-2', 'team-3', 'people-hospital');
    expect((await decide(harness, clinician, 'merge', 'candidate-1')).code).toBeNull();
  });

  it('ends in one consistent state, with every step in the log', async () => {
    const times = (work: () => Promise<{ done: unknown; code: unknown }>) =>
      Array.from({ length: 20 }, () => work);
    const steps = [
      ...times(() => run(clinician, registering, { value: residentIds[0] })),
      ...times(() => decide(harness, clinician, 'merge', 'candidate-1')),
      ...times(() => decide(harness, clinician, 'unmerge', 'patient-2')),
      ...times(() => sign('patient-1', 'team-1', 'township-dongpu')),
      ...times(() => sign('patient-2', 'team-3', 'people-hospital')),
    ];
    const inTurns = Array.from({ length: 20 }, (_, turn) =>
      [0, 1, 2, 3, 4].flatMap((which) => steps[which * 20 + turn] ?? []),
    ).flat();
    const answers = await Promise.all(inTurns.map((step) => step()));
    expect(
      answers.filter(({ code }) => ![null, 'CONFLICT'].includes(String(code ?? '') || null)),
    ).toEqual([]);
    const registered = answers.filter((_, at) => at % 5 === 0);
    expect(new Set(registered.map(({ done }) => JSON.stringify(done)))).toEqual(
      new Set([JSON.stringify({ patient: { id: 'patient-1' } })]),
    );
    expect(await overBound()).toBe(0);
    const events = await harness.events();
    for (const action of ['REGISTER_PATIENT', 'SIGN_CONTRACT'])
      expect(events.filter((event) => event.action === action).length).toBeGreaterThanOrEqual(20);
    const merges = answers.filter(({ code }, at) => code === null && [1, 2].includes(at % 5));
    const kept = events.filter(({ action, allowed }) => allowed && action.includes('MERGE'));
    expect(kept).toHaveLength(2 * merges.length);
    expect(await harness.verify()).toMatchObject({ whole: true });
  });
});
