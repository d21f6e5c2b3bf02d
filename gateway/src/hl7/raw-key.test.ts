import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { givenSecrets } from '@lianyi/shared/crypto/field-keys';
import { createKeyRing } from '@lianyi/shared/crypto/key-ring';
import { keyIdOf, open, seal } from '@lianyi/shared/crypto/sealed-text';
import { openRawKey, rawFolder, rawKeyFile } from './raw-key';
import { type KeptFrame, openRawStore, type Sealing } from './raw-store';

const ringOf = (own: string, next?: string) =>
  createKeyRing({
    fieldKey: givenSecrets('FIELD_KEY', own.repeat(32), next?.repeat(32)),
    viewerKey: 'v'.repeat(32),
  });
const idOf = (name: string) => ringOf(name).fields.own().id;

describe('the key of the raw messages', () => {
  let dataDir: string;
  const message = Buffer.from('MSH|^~\\&|');
  const keep = async (sealing: Sealing) => {
    const store = await openRawStore({
      folder: rawFolder(dataDir),
      sealing,
      now: () => new Date(),
    });
    await store.keep(message);
    await store.close();
  };
  const kept = async (sealing: Sealing) => {
    const store = await openRawStore({
      folder: rawFolder(dataDir),
      sealing,
      now: () => new Date(),
    });
    const frames: KeptFrame[] = [];
    for await (const frame of store.frames()) frames.push(frame);
    await store.close();
    return frames.map(({ bytes }) => bytes);
  };
  const keysOfFile = () => readFileSync(rawKeyFile(dataDir), 'utf8').split('\n').map(keyIdOf);
  const openWith = (own: string, next?: string) => openRawKey(dataDir, ringOf(own, next));

  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'lianyi-raw-key-'));
  });
  afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

  it('is kept from start to start, and is not derived of the field key', async () => {
    await keep(await openWith('a'));
    expect(await kept(await openWith('a'))).toEqual([message]);
    const derived = ringOf('a').key('raw-messages');
    const sealed = (await openWith('a')).seal(message);
    expect(() => open(derived, sealed)).toThrow();
  });

  it('goes over to the next field key by itself, and back where that is called off', async () => {
    await keep(await openWith('a'));
    await openWith('a', 'b');
    expect(keysOfFile()).toEqual([idOf('a'), idOf('b')]);
    await openWith('a');
    expect(keysOfFile()).toEqual([idOf('a')]);
    await openWith('a', 'b');
    expect(await kept(await openWith('b'))).toEqual([message]);
    expect(keysOfFile()).toEqual([idOf('b')]);
  });

  it('opens messages from before it was kept', async () => {
    const key = ringOf('a').key('raw-messages');
    await keep({ seal: (bytes) => seal(key, bytes), open: (bytes) => open(key, bytes) });
    await expect(openWith('b')).rejects.toThrow('is not the key the store of raw messages');
    expect(await kept(await openWith('a'))).toEqual([message]);
    await openWith('a', 'b');
    expect(await kept(await openWith('b'))).toEqual([message]);
  });

  it('refuses another field key and names both', async () => {
    await openWith('a');
    await expect(openWith('b')).rejects.toThrow(
      `FIELD_KEY is not the key the store of raw messages is kept under (expected key ${idOf('a')}, found ${idOf('b')})`,
    );
    expect(keysOfFile()).toEqual([idOf('a')]);
  });

  it.each(['', `${idOf('a')}.AAAA`])('refuses a damaged file by name', async (text) => {
    mkdirSync(rawFolder(dataDir));
    writeFileSync(rawKeyFile(dataDir), text);
    await expect(openWith('a')).rejects.toThrow(`${rawKeyFile(dataDir)} was changed or is damaged`);
  });

  it('is one where two gateways start at once', async () => {
    const [one, two] = await Promise.all([openWith('a'), openWith('a')]);
    expect(one.open(two.seal(message))).toEqual(message);
  });
});
