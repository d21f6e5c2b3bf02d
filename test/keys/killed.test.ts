import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fillPatients, keysOnDisk, openPatients } from './kept-patients';
import { type Ended, rotateProgram, runProgram, startProgram, verifyProgram } from './program';

/** Runs at most; each is killed at a moment of its own, the last ones are left to end. */
const most = 9;

describe('npm run keys:rotate, killed at random and run again', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'lianyi-keys-'));
  const env = { DATA_DIR: dataDir };
  let before: Record<string, number>;
  let last: Ended = { code: null, text: '' };
  const halfWay: Record<string, number>[] = [];
  const problems: string[] = [];

  beforeAll(async () => {
    await fillPatients(dataDir, 300);
    before = keysOnDisk(dataDir);
    for (let run = 0; run < most && last.code === null; run += 1) {
      const { child, ended } = startProgram(rotateProgram, env, ['--batch', '1']);
      if (run < most - 2) {
        // Some while it starts, most once it works.
        const working = new Promise((done) => child.stderr?.once('data', done));
        if (run % 4 > 0) await Promise.race([working, ended]);
        await sleep(Math.random() * (run % 4 > 0 ? 250 : 600));
        child.kill('SIGKILL');
      }
      last = await ended;
      if (last.code !== null && last.code !== 0) problems.push(last.text);
      halfWay.push(keysOnDisk(dataDir));
      // Whatever was left behind, the part starts with the keys that lie there.
      await (await openPatients(dataDir)).stop();
    }
  }, 200_000);
  afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

  it('goes on each time, and ends', () => {
    expect(problems).toEqual([]);
    expect(last).toMatchObject({ code: 0, text: expect.stringContaining('Nothing is left') });
  });

  it('was killed in the middle of its work', () => {
    expect(halfWay.filter((keys) => Object.keys(keys).length === 2).length).toBeGreaterThan(1);
  });

  it('has every text under one new key', () => {
    const [[oldId = '', count = 0] = []] = Object.entries(before);
    const [[newId = '', after = 0] = [], ...others] = Object.entries(keysOnDisk(dataDir));
    expect(others).toEqual([]);
    expect(after).toBe(count);
    expect(newId).not.toBe(oldId);
  });

  it('left the log whole', async () => {
    expect(await runProgram(verifyProgram, env)).toMatchObject({ code: 0 });
  });

  it('changes nothing when it is run once more', async () => {
    const keys = keysOnDisk(dataDir);
    expect(await runProgram(rotateProgram, env)).toMatchObject({
      ...{ code: 0, text: expect.stringContaining('Nothing to do') },
    });
    expect(keysOnDisk(dataDir)).toEqual(keys);
  });
});
