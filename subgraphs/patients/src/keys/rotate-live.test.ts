import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { outsideTransactions } from '@lianyi/shared/testing/guard-reads';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { PatientIdentifier } from '../identifier/identifier.entity';
import { PatientRow } from '../patient/patient.entity';
import { identifierRow, type NewNumber, patientRow } from '../patient/patient-rows';
import {
  findIds,
  keyOf,
  keysInUse,
  residentAt,
  ringOf,
  storeResidents,
} from '../testing/key-rings';
import { aPatient } from '../testing/patients.factory';
import {
  clinician,
  joinPatients,
  type PatientsHarness,
  startPatients,
} from '../testing/patients.harness';
import { createKeyRotation } from './rotate-keys.service';

const residents = 24;
const registration = `mutation ($identifiers: [IdentifierInput!]!, $demographics: DemographicsInput!) {
  registered: registerPatient(identifiers: $identifiers, demographics: $demographics) {
    outcome patient { id }
  }
}`;

describeOnBothDatabases('while the field key is changed', (kind) => {
  let harness: PatientsHarness;
  let ring: ReturnType<typeof ringOf>;
  const b = keyOf('b').id;

  const rotate = async (options = {}) => {
    const { process, database } = await joinPatients(harness, ringOf('a', 'b'));
    const rotation = createKeyRotation({ ...process, database });
    return rotation.changeTo(keyOf('b'), { batch: 1, ...options });
  };
  /** Leaves all but some rows under the key before: all but one, unless told how many. */
  const breakOff = async (after = 1) => {
    const report = (done: number) => {
      if (done >= after) throw new Error('broken off');
    };
    await expect(rotate({ report })).rejects.toThrow('broken off');
  };
  const register = async (part: PatientsHarness, number: NewNumber, person: object = {}) => {
    const { data, errors } = await part.run(clinician, registration, {
      identifiers: [{ system: number.system, value: number.value }],
      demographics: { name: '张建国', gender: 'MALE', ...person },
    });
    if (errors || !data) throw new Error(JSON.stringify(errors));
    const { outcome, patient } = data.registered as { outcome: string; patient: { id: string } };
    return { outcome, id: patient.id };
  };
  const holders = async () => {
    const { read } = harness.database;
    const [numbers, patients] = [await read.count(PatientIdentifier), await read.count(PatientRow)];
    return { numbers, patients };
  };

  beforeEach(async () => {
    ring = ringOf('a');
    harness = await startPatients(kind, ring);
    await storeResidents(harness, residents);
  });
  afterEach(() => harness?.stop());

  it('misses no patient, makes none twice and loses no number, registering and searching all along', async () => {
    ring.names.push('b');
    const other = await joinPatients(harness, ringOf('a', 'b'));
    let ended = false;
    const rotation = rotate().finally(() => {
      ended = true;
    });
    let at = 0;
    for (; !ended || at < residents; at += 1) {
      const [known, unknown] = [residentAt(at % residents), residentAt(residents + at)];
      const [here, there, again, phone, record] = await Promise.all([
        register(harness, unknown.resident, { phone: unknown.phone }),
        register(other, unknown.resident, { phone: unknown.phone }),
        register(other, known.resident),
        findIds(harness, known.phone),
        findIds(other, known.record.value),
      ]);
      expect([here.outcome, there.outcome].sort()).toEqual(['CREATED', 'MATCHED']);
      expect(there.id).toBe(here.id);
      expect(again).toEqual({ outcome: 'MATCHED', id: known.id });
      expect([phone, record]).toEqual([[known.id], [known.id]]);
      expect(await findIds(other, unknown.phone)).toEqual([here.id]);
    }
    expect((await rotation).unreadable).toEqual([]);
    expect(await holders()).toEqual({ numbers: 2 * residents + at, patients: residents + at });
    expect(await keysInUse(harness)).toEqual({ [b]: 3 * residents + 2 * at });
    expect(await harness.verify()).toMatchObject({ whole: true });
  }, 60_000);

  it('finds a patient in a process that has not heard of the change', async () => {
    ring.names.push('b');
    await rotate();
    const { id, phone, resident } = residentAt(7);
    expect(await findIds(harness, phone)).toEqual([id]);
    const late = await joinPatients(harness, ringOf('b', 'a'));
    expect(await findIds(late, resident.value)).toEqual([id]);
    expect(await register(harness, resident)).toEqual({ outcome: 'MATCHED', id });
  });

  it('finds all of a family, in a process that has not heard, when half of their rows are sealed anew', async () => {
    const [{ id, phone }, child] = [residentAt(0), 'patient-9999'];
    await harness.database.transaction(async (manager) => {
      const cipher = await harness.process.cipher.within(manager);
      await manager.insert(PatientRow, patientRow(cipher, aPatient({ id: child, phone })));
    });
    ring.names.push('b');
    await breakOff(2 * residents + 1);
    expect(await findIds(harness, phone)).toEqual([id, child]);
  });

  it('makes one patient of many registrations at once of a number still under the key before', async () => {
    ring.names.push('b');
    await breakOff();
    const parts = [harness, await joinPatients(harness, ringOf('a', 'b'))];
    const known = residentAt(20);
    const unknown = residentAt(residents);
    const sent = Array.from({ length: 12 }, (_, at) => parts[at % 2] ?? harness);
    const [old, fresh] = await Promise.all([
      Promise.all(sent.map((part) => register(part, known.resident, { address: '东浦镇' }))),
      Promise.all(sent.map((part) => register(part, unknown.resident))),
    ]);
    expect(new Set(old.map(({ id }) => id))).toEqual(new Set([known.id]));
    expect(new Set(fresh.map(({ id }) => id)).size).toBe(1);
    expect(await rotate()).toMatchObject({ unreadable: [] });
    expect(await holders()).toEqual({ numbers: 2 * residents + 1, patients: residents + 1 });
  });

  it('keeps a number under two names two records', async () => {
    ring.names.push('b');
    const { resident, id } = residentAt(20);
    const first = await register(harness, resident, { name: '李秀英' });
    await breakOff();
    const second = await register(harness, resident, { name: '王芳' });
    expect(await register(harness, resident, { name: '李秀英' })).toMatchObject({ id: first.id });
    await rotate();
    expect(await register(harness, resident, { name: '王芳' })).toMatchObject({ id: second.id });
    expect(await register(harness, resident)).toMatchObject({ id });
    expect(new Set([first.id, second.id, id]).size).toBe(3);
  });

  it('waits for a transaction that seals under the key before', async () => {
    const number = residentAt(residents).resident;
    let rotation: Promise<unknown> | undefined;
    await harness.database.transaction(async (manager) => {
      const cipher = await harness.process.cipher.within(manager);
      rotation = outsideTransactions(() => rotate({ batch: 100 }));
      // Longer than the whole change takes where it does not wait.
      await sleep(1500);
      await manager.insert(PatientIdentifier, identifierRow(cipher, 'patient-0000', number));
    });
    await rotation;
    expect(await keysInUse(harness)).toEqual({ [b]: 3 * residents + 1 });
  });

  it('refuses, and stores nothing, where a part was not given the new key', async () => {
    await rotate();
    const before = await holders();
    const unavailable = expect.objectContaining({ code: 'UNAVAILABLE', keyId: b });
    const { phone } = residentAt(3);
    const search = `{ patients(search: "${phone}") { nodes { id } } }`;
    const searched = await harness.run(clinician, search);
    expect(searched).toMatchObject({
      data: { patients: null },
      errors: [{ extensions: unavailable }],
    });
    const sent = await harness.run(clinician, registration, {
      identifiers: [{ system: 'RESIDENT_ID', value: residentAt(residents).resident.value }],
      demographics: { name: '张建国', gender: 'MALE' },
    });
    expect(sent.errors).toMatchObject([{ extensions: unavailable }]);
    expect(await holders()).toEqual(before);
    // Given it, as a file in the key folder, the part goes on by itself.
    ring.names.push('b');
    expect(await findIds(harness, phone)).toEqual([residentAt(3).id]);
  });
});
