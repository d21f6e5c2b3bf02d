import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { Viewer } from '@lianyi/shared/auth/viewer';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { told } from '../testing/feeding';
import { decide, saveTwoRecords } from '../testing/merging';
import { anEncounter, savePatient } from '../testing/patients.factory';
import { clinician, type PatientsHarness, startPatients } from '../testing/patients.harness';
import { card, person, registerPerson, resident, twinIds } from '../testing/registering';
import { aWish, createRestrictionClient } from '../testing/restriction.client';

const familyDoctor = aViewer('FAMILY_DOCTOR', 'township-dongpu');
const here = { institutionId: 'county-hospital' };

describeOnBothDatabases('what patients tells the other parts', (kind) => {
  let harness: PatientsHarness;
  const counter = createRestrictionClient(() => harness);
  const types = async () => (await told(harness)).map(({ type }) => type);
  const run = async (viewer: Viewer, query: string) => {
    const { data, errors } = await harness.run(viewer, query);
    if (errors) throw new Error(errors[0]?.message);
    return data?.done as { readonly id: string };
  };
  beforeAll(async () => {
    harness = await startPatients(kind);
  });
  beforeEach(() => harness.clear());
  afterAll(() => harness?.stop());

  it('is who was registered, and under which numbers', async () => {
    const { patient } = await registerPerson(harness, {}, [resident(twinIds[0]), card('C1')]);
    const about = { patientId: patient.id, ...here };
    expect(await told(harness)).toEqual([
      { type: 'patients.patient.registered', payload: about },
      ...['HEALTH_CARD', 'RESIDENT_ID'].map((system) => ({
        ...{ type: 'patients.identifier.linked', payload: { ...about, system, claimed: false } },
      })),
    ]);
  });

  it('is nothing where all was known, and what was filled in or linked where it was not', async () => {
    const known = [resident(twinIds[0])];
    const { patient } = await registerPerson(harness, { phone: null, address: null }, known);
    const before = (await told(harness)).length;
    await registerPerson(harness, { phone: null, address: null }, known);
    expect(await told(harness)).toHaveLength(before);
    await registerPerson(harness, {}, [...known, card('C1')]);
    const about = { patientId: patient.id, ...here };
    expect((await told(harness)).slice(before)).toEqual([
      {
        type: 'patients.identifier.linked',
        payload: { ...about, system: 'HEALTH_CARD', claimed: false },
      },
      { type: 'patients.patient.updated', payload: { ...about, field: 'phone' } },
      { type: 'patients.patient.updated', payload: { ...about, field: 'address' } },
    ]);
  });

  it('is a number that another name holds by right, as a claim', async () => {
    await registerPerson(harness, {}, [card('C1')]);
    await registerPerson(harness, { name: '王美丽', gender: 'FEMALE' }, [card('C1')]);
    const claims = (await told(harness)).flatMap(({ payload }) =>
      'claimed' in payload ? [payload.claimed] : [],
    );
    expect(claims).toEqual([false, true]);
  });

  it('is one registration, of however many at once', async () => {
    const one = [resident(twinIds[0])];
    await Promise.all([1, 2, 3, 4, 5].map(() => registerPerson(harness, {}, one)));
    expect((await types()).sort()).toEqual([
      'patients.identifier.linked',
      'patients.patient.registered',
    ]);
  });

  it('is a merge and its reversal, with both records', async () => {
    await saveTwoRecords(harness);
    await decide(harness, aViewer('QUALITY_MANAGER'), 'merge', 'candidate-1');
    await decide(harness, aViewer('QUALITY_MANAGER'), 'unmerge', 'patient-2');
    const about = { patientId: 'patient-1', otherPatientId: 'patient-2', ...here };
    const payload = { ...about, mergeId: expect.any(String) };
    expect(await told(harness)).toEqual([
      { type: 'patients.patient.merged', payload },
      { type: 'patients.patient.unmerged', payload },
    ]);
  });

  it('is a contract that was signed and ended, without why and with which groups', async () => {
    await harness.database.transaction((manager) => savePatient(manager));
    const { id } = await run(
      familyDoctor,
      'mutation { done: signFamilyDoctorContract(patientId: "patient-1", teamId: "team-1", period: { start: "2026-03-04", end: "2027-03-03" }, priorityGroups: ["08"]) { id } }',
    );
    await run(
      familyDoctor,
      `mutation { done: endFamilyDoctorContract(contractId: "${id}", end: "2026-03-31", reason: "居民迁出本县") { id } }`,
    );
    const about = { contractId: id, patientId: 'patient-1', institutionId: 'township-dongpu' };
    expect(await told(harness)).toEqual([
      {
        type: 'patients.contract.signed',
        payload: { ...about, start: '2026-03-04', end: '2027-03-03', renewsId: null },
      },
      { type: 'patients.contract.ended', payload: { ...about, end: '2026-03-31' } },
    ]);
  });

  it('is a restriction that was recorded and lifted, once and as sensitive', async () => {
    await harness.database.transaction((manager) => savePatient(manager));
    await counter.save(anEncounter());
    const wishes = await Promise.all([1, 2, 3].map(() => counter.restrict()));
    await counter.restrict();
    const id = wishes[0]?.done?.id ?? '';
    await counter.lift(id);
    await counter.lift(id);
    const payload = {
      ...{ restrictionId: id, patientId: 'patient-1', kind: aWish.kind, sensitive: true },
      ...here,
    };
    expect(await told(harness)).toEqual([
      { type: 'patients.restriction.recorded', payload },
      { type: 'patients.restriction.lifted', payload },
    ]);
  });

  it('is nothing of what was refused', async () => {
    await harness.database.transaction((manager) => savePatient(manager));
    expect((await counter.restrict()).errors).toHaveLength(1);
    const nameless =
      'mutation { done: registerPatient(identifiers: [], demographics: { name: "" }) { outcome } }';
    await expect(run(clinician, nameless)).rejects.toThrow();
    expect(await types()).toEqual([]);
  });

  it('names nobody, in no byte', async () => {
    await registerPerson(harness, {}, [resident(twinIds[0])]);
    await registerPerson(harness, { name: '王美丽' }, [resident(twinIds[1])]);
    const rows = JSON.stringify(await harness.database.read.query('SELECT * FROM `outbox_event`'));
    for (const sign of [person.name, person.phone, person.address, '王美丽', ...twinIds])
      expect(rows).not.toContain(sign);
  });
});
