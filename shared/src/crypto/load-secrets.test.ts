import { mkdtempSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { loadSecrets } from './load-secrets';

describe('loadSecrets', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'lianyi-secrets-'));
  });

  it('makes them once and reads them again', () => {
    const first = loadSecrets({}, folder);
    expect(loadSecrets({}, folder)).toEqual(first);
    expect(first.fieldKey).not.toBe(first.viewerKey);
  });

  it('keeps them to the one who runs it', () => {
    loadSecrets({}, folder);
    expect(statSync(join(folder, 'keys', 'field.key')).mode & 0o077).toBe(0);
  });

  it('takes what the environment gives', () => {
    const given = { FIELD_KEY: 'f'.repeat(32), VIEWER_KEY: 'v'.repeat(32) };
    expect(loadSecrets(given, folder)).toEqual({
      fieldKey: given.FIELD_KEY,
      viewerKey: given.VIEWER_KEY,
    });
  });

  it('refuses a short one by name', () => {
    expect(() => loadSecrets({ FIELD_KEY: 'short' }, folder)).toThrow(
      'FIELD_KEY must have at least 32',
    );
  });

  it('makes none in production', () => {
    expect(() => loadSecrets({ NODE_ENV: 'production' }, folder)).toThrow('FIELD_KEY is not set');
  });

  it('refuses a damaged file rather than sealing with another key', () => {
    loadSecrets({}, folder);
    writeFileSync(join(folder, 'keys', 'field.key'), '');
    expect(() => loadSecrets({}, folder)).toThrow('restore it from the backup');
  });
});
