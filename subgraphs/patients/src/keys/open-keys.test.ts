import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { KeptSecret } from '@lianyi/shared/database/kept-secret.entity';
import { createLogger } from '@lianyi/shared/logging/logger';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { createAccessChain } from '../audit/access-chain';
import {
  keyOf,
  keysInUse,
  makeOld,
  residentAt,
  ringOf,
  storeResidents,
} from '../testing/key-rings';
import { anEvent } from '../testing/patients.factory';
import {
  clinician,
  joinPatients,
  type PatientsHarness,
  startPatients,
} from '../testing/patients.harness';
import { FieldKeyState } from './key-state.entity';

describeOnBothDatabases('the start with a field key', (kind) => {
  let harness: PatientsHarness;
  const [a, b, c] = ['a', 'b', 'c'].map((name) => keyOf(name).id);
  const change = (sql: string) => harness.database.transaction((manager) => manager.query(sql));
  const state = () => harness.database.read.find(FieldKeyState);
  const secrets = () => harness.database.read.find(KeptSecret);

  beforeEach(async () => {
    harness = await startPatients(kind, ringOf('a'));
    await storeResidents(harness, 3);
    await harness.process.chain.append([anEvent('patient-0000')]);
  });
  afterEach(() => harness?.stop());

  it('takes the key of a database that holds nothing', async () => {
    expect(await state()).toEqual([
      { id: 1, generation: 1, currentKeyId: a, previousKeyId: null, changedAt: null },
    ]);
  });

  it('goes on with the same key', async () => {
    const again = await joinPatients(harness, ringOf('a'));
    expect(again.process.cipher.open((await firstNumber()) ?? '')).toMatch(/^\d{17}[\dX]$/);
    expect(await again.verify()).toMatchObject({ whole: true, entries: 1 });
  });

  const firstNumber = async () => {
    const [row] = await harness.database.read.query(
      "SELECT `sealed` FROM `patient_identifier` WHERE `system` = 'RESIDENT_ID'",
    );
    return row?.sealed as string | undefined;
  };

  it('refuses another key, names both, and changes nothing', async () => {
    const before = [await state(), await secrets()];
    await expect(joinPatients(harness, ringOf('b'))).rejects.toThrow(
      `FIELD_KEY is not the key the patients database is kept under (expected key ${a}, found ${b}): set it back, or restore it from the backup.`,
    );
    expect([await state(), await secrets()]).toEqual(before);
  });

  it('refuses a lost key', async () => {
    await expect(joinPatients(harness, ringOf())).rejects.toThrow(
      `FIELD_KEY is missing, and the patients database is kept under key ${a}: restore it from the backup.`,
    );
  });

  it('needs both keys while the key is changed', async () => {
    await change(
      `UPDATE \`field_key_state\` SET \`currentKeyId\` = '${b}', \`previousKeyId\` = '${a}'`,
    );
    for (const name of ['a', 'b'])
      await expect(joinPatients(harness, ringOf(name))).rejects.toThrow(
        `FIELD_KEY is being changed from key ${a} to key ${b}, and ${keyOf(name).id} is here`,
      );
    await expect(joinPatients(harness, ringOf('a', 'b'))).resolves.toBeDefined();
  });

  it('refuses a kept secret that was changed, removed or put under another name', async () => {
    const kept = await secrets();
    const named = (label: string) => kept.find(({ name }) => name === `audit-chain/${label}`);
    const [entry, head] = [named('entry'), named('head')];
    const set = (sealed = '') =>
      change(
        `UPDATE \`kept_secret\` SET \`sealed\` = '${sealed}' WHERE \`name\` = '${entry?.name}'`,
      );
    for (const sealed of [head?.sealed, `${a}.${'A'.repeat(80)}`, (await firstNumber()) ?? '']) {
      await set(sealed);
      await expect(joinPatients(harness, ringOf('a'))).rejects.toThrow(
        'The kept secret audit-chain/entry was changed in the patients database: restore',
      );
    }
    await set(entry?.sealed.replace(a ?? '', c ?? ''));
    await expect(joinPatients(harness, ringOf('a'))).rejects.toThrow(`expected key ${c}`);
    await change('DELETE FROM `kept_secret`');
    await expect(joinPatients(harness, ringOf('a'))).rejects.toThrow('is missing');
  });

  it('makes a log’s keys anew for each database, so that the field key alone forges nothing', async () => {
    const derived = ringOf('a').key('audit-chain', 'entry');
    expect(harness.process.chainKeys.key('audit-chain', 'entry')).not.toEqual(derived);
  });
});

describeOnBothDatabases('the start on a database from before keys had ids', (kind) => {
  let harness: PatientsHarness;
  const change = (sql: string) => harness.database.transaction((manager) => manager.query(sql));
  beforeEach(async () => {
    harness = await startPatients(kind, ringOf('a'));
    await storeResidents(harness, 3);
    const { database } = harness;
    const logger = createLogger('test', 'silent');
    // As it was: keys of the log derived of the field key.
    const chain = createAccessChain({ database, logger, keys: ringOf('a') });
    await chain.append([anEvent('patient-0000')]);
    await makeOld(harness);
  });
  afterEach(() => harness?.stop());

  it('reads and finds what is stored, and verifies the log', async () => {
    expect(await keysInUse(harness)).toEqual({ '': 9 });
    const today = await joinPatients(harness, ringOf('a'));
    const { phone, id } = residentAt(1);
    const search = '{ patients(search: "%") { nodes { id } } }'.replace('%', phone);
    expect((await today.run(clinician, search)).data).toEqual({ patients: { nodes: [{ id }] } });
    expect(await today.verify()).toMatchObject({ whole: true, entries: 2 });
  });

  it('refuses a key that opens nothing of it', async () => {
    for (const names of [['b'], []])
      await expect(joinPatients(harness, ringOf(...names))).rejects.toThrow(
        names.length > 0 ? 'is not the key' : 'is missing',
      );
    expect(await harness.database.read.count(FieldKeyState)).toBe(0);
  });

  it('refuses a key that its log was not written with, where nothing else is stored', async () => {
    await change('DELETE FROM `patient_identifier`');
    await change('DELETE FROM `patient`');
    await expect(joinPatients(harness, ringOf('b'))).rejects.toThrow('is not the key');
    expect(await harness.database.read.count(FieldKeyState)).toBe(0);
    const today = await joinPatients(harness, ringOf('a'));
    expect(await today.verify()).toMatchObject({ whole: true, entries: 1 });
  });

  it('begins once where several processes start at once', async () => {
    const starts = Array.from({ length: 5 }, () => joinPatients(harness, ringOf('a')));
    const parts = await Promise.all(starts);
    const keys = parts.map(({ process }) => process.chainKeys.key('audit-chain', 'head'));
    expect(new Set(keys.map(String)).size).toBe(1);
    expect(await harness.database.read.count(FieldKeyState)).toBe(1);
  });
});
