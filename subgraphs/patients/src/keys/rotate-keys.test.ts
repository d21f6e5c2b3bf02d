import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { testOptions } from '@lianyi/shared/testing/test-subgraph';
import { createSubgraph } from '../index';
import { emptyLog } from '../testing/audit-guards';
import {
  findIds,
  keyOf,
  keysInUse,
  makeOld,
  residentAt,
  ringOf,
  storeResidents,
} from '../testing/key-rings';
import { anEncounter, anEvent, noon } from '../testing/patients.factory';
import {
  clinician,
  joinPatients,
  type PatientsHarness,
  startPatients,
} from '../testing/patients.harness';
import { createKeyRotation } from './rotate-keys.service';

const residents = 30;
const rows = 3 * residents;

describeOnBothDatabases('a change of the field key', (kind) => {
  let harness: PatientsHarness;
  const [a, b] = [keyOf('a').id, keyOf('b').id];
  const change = (sql: string) => harness.database.transaction((manager) => manager.query(sql));
  /** Another process, with both keys, that changes them. */
  const rotationOf = async (...names: string[]) => {
    const { process, database } = await joinPatients(harness, ringOf(...names));
    return createKeyRotation({ ...process, database });
  };
  const rotate = async (options = {}) =>
    (await rotationOf('a', 'b')).changeTo(keyOf('b'), { batch: 4, ...options });

  beforeEach(async () => {
    harness = await startPatients(kind, ringOf('a'));
    await storeResidents(harness, residents);
    await harness.process.chain.append([anEvent('patient-0000')]);
  });
  afterEach(() => harness?.stop());

  it('seals every row anew, after which the new key alone opens and finds them', async () => {
    expect(await rotate()).toEqual({ rows, unreadable: [] });
    expect(await keysInUse(harness)).toEqual({ [b]: rows });
    const next = await joinPatients(harness, ringOf('b'));
    const { id, phone, resident, record } = residentAt(17);
    for (const text of [phone, resident.value, record.value])
      expect(await findIds(next, text)).toEqual([id]);
    expect(await findIds(next, phone.slice(-4))).toContain(id);
    await expect(joinPatients(harness, ringOf('a'))).rejects.toThrow(`expected key ${b}`);
  });

  it('seals rows from before keys had ids', async () => {
    // The log of such a database had other keys: open-keys.test.ts.
    await emptyLog(harness.database);
    await makeOld(harness);
    expect(await rotate()).toEqual({ rows, unreadable: [] });
    expect(await keysInUse(harness)).toEqual({ [b]: rows });
  });

  it('leaves the log whole, for those who run and those who start', async () => {
    await rotate();
    await harness.process.chain.append([anEvent('patient-0001')]);
    const next = await joinPatients(harness, ringOf('b'));
    await next.process.chain.append([anEvent('patient-0002')]);
    expect(await next.verify()).toMatchObject({ whole: true, entries: 3 });
    expect(await harness.verify()).toMatchObject({ whole: true, entries: 3 });
  });

  it('notes when it ended, and changes nothing a second time', async () => {
    await rotate();
    const rotation = await rotationOf('b');
    const standing = { keyId: b, previousKeyId: null, changedAt: noon };
    expect(await rotation.standing()).toEqual(standing);
    expect(await rotation.changeTo(keyOf('b'))).toEqual({ rows: 0, unreadable: [] });
    expect(await rotation.standing()).toEqual(standing);
  });

  it('goes on where it broke off, at whatever step', async () => {
    for (let steps = 1; steps <= 4; steps += 1) {
      let left = steps;
      const report = () => {
        left -= 1;
        if (left === 0) throw new Error('the power went out');
      };
      await expect(rotate({ report })).rejects.toThrow('the power went out');
    }
    const rotation = await rotationOf('a', 'b');
    expect(await rotation.standing()).toMatchObject({ keyId: b, previousKeyId: a });
    const { rows: left } = await rotation.changeTo(keyOf('b'));
    expect(left).toBeLessThan(rows);
    expect(left).toBeGreaterThan(0);
    expect(await keysInUse(harness)).toEqual({ [b]: rows });
  });

  it('is shared by two runs at once', async () => {
    const outcomes = await Promise.all([rotate(), rotate(), rotate()]);
    expect(outcomes.reduce((sum, one) => sum + one.rows, 0)).toBe(rows);
    expect(await keysInUse(harness)).toEqual({ [b]: rows });
    const [state] = await harness.database.read.query('SELECT * FROM `field_key_state`');
    expect(state).toMatchObject({ generation: 2, currentKeyId: b, previousKeyId: null });
  });

  it('is refused for another key while one is under way', async () => {
    const broken = rotate({
      report: () => {
        throw new Error('stop');
      },
    });
    await expect(broken).rejects.toThrow('stop');
    const third = await rotationOf('a', 'b', 'c');
    await expect(third.changeTo(keyOf('c'))).rejects.toThrow('is under way: finish it first');
  });

  it('can be followed by another, and by the way back', async () => {
    await rotate();
    await (await rotationOf('b', 'c')).changeTo(keyOf('c'));
    await (await rotationOf('c', 'a')).changeTo(keyOf('a'));
    expect(await keysInUse(harness)).toEqual({ [a]: rows });
    expect(await findIds(harness, residentAt(5).phone)).toEqual([residentAt(5).id]);
  });

  it('leaves a row that was changed, names its patient, and keeps both keys needed', async () => {
    const phoneOf = (at: number) => `'${residentAt(at).id}'`;
    await change(
      `UPDATE \`patient\` SET \`sealedPhone\` = '${a}.AAAA' WHERE \`id\` = ${phoneOf(3)}`,
    );
    // A phone of another patient: it opens, and is not what she is found by.
    const [other] = await harness.database.read.query(
      `SELECT \`sealedPhone\` FROM \`patient\` WHERE \`id\` = ${phoneOf(4)}`,
    );
    await change(
      `UPDATE \`patient\` SET \`sealedPhone\` = '${other.sealedPhone}' WHERE \`id\` = ${phoneOf(5)}`,
    );
    const unreadable = [residentAt(3).id, residentAt(5).id];
    expect(await rotate()).toEqual({ rows: rows - 2, unreadable });
    await expect(joinPatients(harness, ringOf('b'))).rejects.toThrow('is being changed');
    await change(
      `UPDATE \`patient\` SET \`sealedPhone\` = NULL, \`phoneIndex\` = NULL WHERE \`id\` IN ('${unreadable.join("', '")}')`,
    );
    expect(await rotate()).toEqual({ rows: 0, unreadable: [] });
    await expect(joinPatients(harness, ringOf('b'))).resolves.toBeDefined();
  });

  it('is what a subgraph offers to the command', async () => {
    const subgraph = await createSubgraph(
      testOptions(harness.location, { keys: ringOf('a', 'b') }),
    );
    await subgraph.keyRotation?.changeTo(keyOf('b'));
    await subgraph.stop();
    expect(await keysInUse(harness)).toEqual({ [b]: rows });
  });

  it('does not keep a record shut whose phone does not open', async () => {
    await change(
      `UPDATE \`patient\` SET \`sealedPhone\` = '${b}.AAAA' WHERE \`id\` = 'patient-0003'`,
    );
    await harness.database.transaction((manager) =>
      manager.save(anEncounter({ patientId: 'patient-0003' })),
    );
    const query = '{ patient(id: "patient-0003") { name phone identifiers { value } } }';
    const { data, errors } = await harness.run(clinician, query);
    expect(data).toMatchObject({ patient: { name: '张建国', phone: null, identifiers: [{}, {}] } });
    expect(errors).toMatchObject([
      { path: ['patient', 'phone'], extensions: { code: 'UNAVAILABLE', keyId: b } },
    ]);
  });
});
