import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { fieldKeyFile, nextKeyFile } from '@lianyi/shared/crypto/key-files';
import { createKeyRing, type InstallationKeys } from '@lianyi/shared/crypto/key-ring';
import { loadSecrets } from '@lianyi/shared/crypto/load-secrets';
import { chooseKey, endChange } from './next-key';

const now = new Date('2026-11-27T10:00:00Z');
const hours = (count: number) => new Date(now.getTime() - count * 3600 * 1000);

describe('the next key', () => {
  let dataDir: string;
  const ring = (env: Record<string, string> = {}) => createKeyRing(loadSecrets(env, dataDir));
  const env = { FIELD_KEY: 'a'.repeat(32), FIELD_KEY_NEXT: 'b'.repeat(32) };
  const choose = (
    keys: InstallationKeys,
    {
      changedAt = null,
      again = false,
      ...standing
    }: Partial<Parameters<typeof chooseKey>[0]> & {
      again?: boolean;
      inFiles?: boolean;
    } = {},
  ) =>
    chooseKey(
      { keyId: keys.fields.own().id, previousKeyId: null, changedAt, ...standing },
      { keys, dataDir, inFiles: standing.inFiles ?? true, again, now },
    );

  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'lianyi-next-'));
  });
  afterEach(() => rmSync(dataDir, { recursive: true }));

  it('is made in a file where files hold the keys, once', () => {
    const keys = ring();
    const { key } = choose(keys);
    expect(key?.id).not.toBe(keys.fields.own().id);
    expect(choose(ring()).key?.id).toBe(key?.id);
  });

  it('is not made again within a day, unless that is asked for', () => {
    expect(choose(ring(), { changedAt: hours(23) })).toMatchObject({
      ...{ key: null, reason: expect.stringContaining('Nothing to do') },
    });
    expect(existsSync(nextKeyFile(dataDir))).toBe(false);
    expect(choose(ring(), { changedAt: hours(23), again: true }).key).not.toBeNull();
  });

  it('is made again after a day', () => {
    expect(choose(ring(), { changedAt: hours(25) }).key).not.toBeNull();
  });

  it('is the environment’s, which must give one', () => {
    expect(choose(ring(env), { inFiles: false }).key?.id).toBe(ring(env).fields.known()[1]?.id);
    const { FIELD_KEY } = env;
    expect(() => choose(ring({ FIELD_KEY }), { inFiles: false })).toThrow(
      'FIELD_KEY_NEXT is not set: restart every part with it',
    );
  });

  it('is that of the change under way', () => {
    const keys = ring(env);
    const [own, next] = keys.fields.known();
    const standing = { keyId: own?.id ?? '', previousKeyId: next?.id ?? '' };
    expect(choose(keys, standing).key?.id).toBe(own?.id);
  });

  it('takes the place of the own one at the end, however often that is done', () => {
    const keys = ring();
    const old = keys.fields.own();
    const keyId = choose(keys).key?.id ?? '';
    const end = () => endChange(ring(), { dataDir, inFiles: true, keyId });
    expect(end()).toContain(`field.${old.id}.old.key`);
    expect(
      ring()
        .fields.known()
        .map(({ id }) => id),
    ).toEqual([keyId]);
    expect(end()).toBe('Nothing is left under another key.');
  });

  it('is left to the operator where the environment gives it', () => {
    const keyId = ring(env).fields.known()[1]?.id ?? '';
    expect(endChange(ring(env), { dataDir, inFiles: false, keyId })).toContain('Now set FIELD_KEY');
    expect(existsSync(fieldKeyFile(dataDir))).toBe(false);
  });
});
