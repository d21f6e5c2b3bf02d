import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { fieldKeyFile, nextKeyFile, promoteNextKey, secretOnce } from './key-files';
import { createKeyRing } from './key-ring';
import { loadSecrets } from './load-secrets';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lianyi-secrets-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('loadSecrets', () => {
  const [one, two] = ['1'.repeat(32), '2'.repeat(32)];
  const fieldKey = (env = {}) => loadSecrets(env, folder).fieldKey;

  it('makes them once and reads them again', () => {
    const own = fieldKey().own();
    expect(fieldKey().own()).toBe(own);
    expect(fieldKey().read()).toEqual([own]);
    expect(loadSecrets({}, folder).viewerKey).toBe(loadSecrets({}, folder).viewerKey);
    expect(loadSecrets({}, folder).viewerKey).not.toBe(own);
  });

  it('makes no field key before something is to be sealed', () => {
    expect(fieldKey().read()).toEqual([]);
    expect(existsSync(fieldKeyFile(folder))).toBe(false);
  });

  it('keeps them to the one who runs it', () => {
    fieldKey().own();
    expect(statSync(fieldKeyFile(folder)).mode & 0o077).toBe(0);
  });

  it('takes what the environment gives', () => {
    const given = { FIELD_KEY: one, FIELD_KEY_NEXT: two, VIEWER_KEY: 'v'.repeat(32) };
    expect(fieldKey(given).read()).toEqual([one, two]);
    expect(fieldKey({ ...given, FIELD_KEY_NEXT: one }).read()).toEqual([one]);
    expect(fieldKey(given).place).toBe('FIELD_KEY');
    expect(loadSecrets(given, folder).viewerKey).toBe(given.VIEWER_KEY);
  });

  it('takes the next key of the environment beside the file', () => {
    const own = fieldKey().own();
    expect(fieldKey({ FIELD_KEY_NEXT: two }).read()).toEqual([own, two]);
  });

  it.each(['FIELD_KEY', 'FIELD_KEY_NEXT', 'VIEWER_KEY'])('refuses a short %s by name', (name) => {
    expect(() => loadSecrets({ [name]: 'short' }, folder)).toThrow(`${name} must have at least 32`);
  });

  it('makes none in production', () => {
    expect(() => loadSecrets({ NODE_ENV: 'production' }, folder)).toThrow('FIELD_KEY is not set');
    expect(() => loadSecrets({ NODE_ENV: 'production', FIELD_KEY: one }, folder)).toThrow(
      'VIEWER_KEY is not set',
    );
  });

  it.each([fieldKeyFile, nextKeyFile])('refuses a damaged file by name', (file) => {
    secretOnce(file(folder));
    writeFileSync(file(folder), '');
    expect(() => loadSecrets({}, folder)).toThrow(`${file(folder)} is damaged`);
  });
});

describe('the next key in a file', () => {
  it('is met by a process that runs already', () => {
    const running = createKeyRing(loadSecrets({}, folder)).fields;
    const own = running.own();
    secretOnce(nextKeyFile(folder));
    const [, next] = createKeyRing(loadSecrets({}, folder)).fields.known();
    expect(next?.id).not.toBe(own.id);
    expect(running.find(next?.id ?? '')?.sealing).toEqual(next?.sealing);
    expect(running.find('000000000000')).toBeUndefined();
  });

  it('takes the place of the own one, which stays beside it, however often that is done', () => {
    const old = secretOnce(fieldKeyFile(folder));
    const next = secretOnce(nextKeyFile(folder));
    const kept = promoteNextKey(folder, 'abc');
    expect(promoteNextKey(folder, 'abc')).toBeNull();
    expect(readFileSync(kept ?? '', 'utf8')).toBe(old);
    expect(loadSecrets({}, folder).fieldKey.read()).toEqual([next]);
  });
});
