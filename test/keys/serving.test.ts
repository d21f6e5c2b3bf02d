import { existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openRawKey, rawFolder } from '@lianyi/gateway/hl7/raw-key';
import { openRawStore } from '@lianyi/gateway/hl7/raw-store';
import { fieldKeyFile, nextKeyFile } from '@lianyi/shared/crypto/key-files';
import { createKeyRing } from '@lianyi/shared/crypto/key-ring';
import { loadSecrets } from '@lianyi/shared/crypto/load-secrets';
import { freePort } from '@lianyi/shared/testing/free-port';
import { withResidentCheck } from '@lianyi/shared/text/check-digits';
import { createClient, type DemoClient } from '../support/client';
import { messageText, sendFrame } from '../support/messages';
import { ProductProcess } from '../support/process';
import { type Ended, gatewayProgram, rotateProgram, runProgram, verifyProgram } from './program';

const clinician = 'clinician@county-hospital';
const registration = `mutation ($identifiers: [IdentifierInput!]!, $demographics: DemographicsInput!) {
  registerPatient(identifiers: $identifiers, demographics: $demographics) { outcome patient { id } }
}`;
const phoneOf = (at: number) => String(18_700_000_000 + at * 1009);

describe('npm start, while its field key is changed', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'lianyi-keys-'));
  let product: ProductProcess;
  let client: DemoClient;
  let env: Record<string, string>;
  let rotation: Ended;
  const registered = new Map<string, string>();
  const refused: string[] = [];

  const register = async (at: number) => {
    const value = withResidentCheck(`34132219770303${String(at).padStart(3, '0')}`);
    const { data, errors } = await client.run(clinician, registration, {
      identifiers: [{ system: 'RESIDENT_ID', value }],
      demographics: { name: '周轮换', gender: 'FEMALE', phone: phoneOf(at) },
    });
    const id = (data?.registerPatient as { patient?: { id: string } } | null)?.patient?.id;
    if (id) registered.set(phoneOf(at), id);
    else refused.push(JSON.stringify(errors));
  };
  const find = async (phone: string) => {
    const query = 'query ($search: String!) { patients(search: $search) { nodes { id } } }';
    const { data, errors } = await client.run(clinician, query, { search: phone });
    if (errors) refused.push(JSON.stringify(errors));
    return (data?.patients as { nodes: { id: string }[] } | null)?.nodes.map(({ id }) => id);
  };

  beforeAll(async () => {
    const [http, hl7] = [await freePort(), await freePort()];
    env = { DATA_DIR: dataDir, PORT: String(http), HL7_PORT: String(hl7), DEMO_PATIENTS: '200' };
    product = new ProductProcess({ ...env, LOG_LEVEL: 'error' });
    await product.start();
    client = createClient(`http://127.0.0.1:${http}`);
    await sendFrame(`127.0.0.1:${hl7}`, Buffer.from(messageText('blood-count')));
    await register(0);
    let ended = false;
    const running = runProgram(rotateProgram, { DATA_DIR: dataDir }, ['--batch', '1']);
    running.then(() => {
      ended = true;
    });
    for (let at = 1; !ended; at += 1) {
      await register(at);
      const [phone, id] = [...registered].at((at * 7) % registered.size) ?? ['', ''];
      const found = await find(phone);
      if (found?.join() !== id) refused.push(`${phone} is ${id}, found ${found}`);
    }
    rotation = await running;
  }, 180_000);
  afterAll(async () => {
    await product?.end('SIGTERM');
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('serves all along, without settings and without a restart', () => {
    expect(rotation).toMatchObject({ code: 0 });
    expect(refused).toEqual([]);
    expect(registered.size).toBeGreaterThan(10);
    expect(existsSync(nextKeyFile(dataDir))).toBe(false);
  });

  it('finds everyone after a restart with the new key alone', async () => {
    expect(await product.end('SIGTERM')).toBe(0);
    await product.start();
    for (const [phone, id] of registered) expect(await find(phone)).toEqual([id]);
    expect(refused).toEqual([]);
  });

  it('reads the raw messages from before, and takes new ones', async () => {
    const door = `127.0.0.1:${env.HL7_PORT}`;
    const [{ code } = { code: '' }] = await sendFrame(door, Buffer.from(messageText('visit')));
    expect(code).toBe('AA');
    const sealing = await openRawKey(dataDir, createKeyRing(loadSecrets({}, dataDir)));
    const store = await openRawStore({
      folder: rawFolder(dataDir),
      sealing,
      now: () => new Date(),
    });
    const types: unknown[] = [];
    for await (const { bytes, outcomes } of store.frames())
      types.push([bytes.toString().slice(0, 4), outcomes?.[0]?.code]);
    await store.close();
    expect(types).toEqual([
      ['MSH|', 'AA'],
      ['MSH|', 'AA'],
    ]);
  });

  it('has a whole log', async () => {
    expect(await runProgram(verifyProgram, { DATA_DIR: dataDir })).toMatchObject({ code: 0 });
  });

  it('does not start with a lost or another key, and says which one is missing', async () => {
    await product.end('SIGTERM');
    const start = (more: Record<string, string> = {}) =>
      runProgram(gatewayProgram, { ...env, DEMO: 'off', ...more });
    const away = `${fieldKeyFile(dataDir)}.away`;
    renameSync(fieldKeyFile(dataDir), away);
    const lost = await start();
    expect(lost).toMatchObject({ code: 1, text: expect.stringContaining('field.key is missing') });
    expect(lost.text.split('\n')).toHaveLength(1);
    expect(existsSync(fieldKeyFile(dataDir))).toBe(false);
    expect(await runProgram(verifyProgram, { DATA_DIR: dataDir })).toMatchObject({
      ...{ code: 2, text: expect.stringContaining('field.key is missing') },
    });
    const wrong = { FIELD_KEY: 'w'.repeat(32) };
    expect(await start(wrong)).toMatchObject({
      code: 1,
      text: expect.stringMatching(/^FIELD_KEY is not the key the patients database is kept under/),
    });
    // A gateway before parts of its own holds raw messages alone.
    const apart = Object.fromEntries(
      ['PATIENTS', 'REFERRALS', 'RESULTS', 'PHARMACY', 'PERSONNEL'].map((name) => [
        `SUBGRAPH_${name}_URL`,
        'http://127.0.0.1:9/graphql',
      ]),
    );
    expect(await start({ ...apart, ...wrong })).toMatchObject({
      code: 1,
      text: expect.stringMatching(/^FIELD_KEY is not the key the store of raw messages/),
    });
    renameSync(away, fieldKeyFile(dataDir));
    await product.start();
  }, 180_000);
});
