import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { keyFolder } from '@lianyi/shared/crypto/key-files';
import { fillPatients, keysOnDisk, openPatients } from './kept-patients';
import { rotateProgram, runProgram } from './program';

describe('npm run keys:rotate with keys of the environment', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'lianyi-keys-'));
  const viewer = { VIEWER_KEY: 'v'.repeat(32) };
  const [old, next] = ['o'.repeat(32), 'n'.repeat(32)];
  const before = { ...viewer, FIELD_KEY: old };
  const during = { ...before, FIELD_KEY_NEXT: next };
  const after = { ...viewer, FIELD_KEY: next };
  const rotate = (env: Record<string, string>) =>
    runProgram(rotateProgram, { DATA_DIR: dataDir, ...env });

  beforeAll(() => fillPatients(dataDir, 30, before), 120_000);
  afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

  it('needs the next one, and says how it is given', async () => {
    expect(await rotate(before)).toEqual({
      code: 1,
      text: 'FIELD_KEY_NEXT is not set: restart every part with it, then run this again.',
    });
  });

  it('seals everything under it, says what is left to do, and changes nothing a second time', async () => {
    const [first, second] = [await rotate(during), await rotate(during)];
    for (const { code, text } of [first, second]) {
      expect(code).toBe(0);
      expect(text).toContain('Now set FIELD_KEY to the value of FIELD_KEY_NEXT');
    }
    expect(second.text).toContain('0 rows were sealed');
    expect(Object.keys(keysOnDisk(dataDir))).toHaveLength(1);
  });

  it('is ended by giving the next one as the only one', async () => {
    await (await openPatients(dataDir, after)).stop();
    await expect(openPatients(dataDir, before)).rejects.toThrow('FIELD_KEY is not the key');
    expect(existsSync(keyFolder(dataDir))).toBe(false);
  });

  it('makes no database where there is none', async () => {
    const empty = mkdtempSync(join(tmpdir(), 'lianyi-keys-'));
    const { code, text } = await runProgram(rotateProgram, { DATA_DIR: empty });
    expect([code, text]).toEqual([
      1,
      `There is no database personnel.db under ${empty}, the DATA_DIR.`,
    ]);
    expect(existsSync(join(empty, 'patients.db'))).toBe(false);
    rmSync(empty, { recursive: true });
  });

  it.each(['many', '1001'])('refuses a batch of %s', async (batch) => {
    const { code, text } = await runProgram(rotateProgram, { DATA_DIR: dataDir, ...after }, [
      '--batch',
      batch,
    ]);
    expect([code, text]).toEqual([1, '--batch must be a whole number from 1 to 1000.']);
  });
});
