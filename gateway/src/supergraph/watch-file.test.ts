import { mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { appendFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type WatchedFile, watchFile } from './watch-file';

/** So seldom that only what the system tells is seen. */
const never = 3_600_000;

describe('watchFile', () => {
  let folder: string;
  let path: string;
  let told: (string | null)[];
  let file: WatchedFile | undefined;

  const open = async (pollMilliseconds = never, settleMilliseconds = 20) => {
    file = await watchFile(path, { pollMilliseconds, settleMilliseconds }, (text) =>
      told.push(text),
    );
    return file;
  };
  const until = async (...texts: (string | null)[]) => {
    for (let left = 250; left > 0 && told.length < texts.length; left -= 1) await pause(20);
    expect(told).toEqual(texts);
  };

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'lianyi-watch-'));
    path = join(folder, 'supergraph.graphql');
    told = [];
    writeFileSync(path, 'one');
  });
  afterEach(() => {
    file?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('has the text, and tells the next one', async () => {
    expect((await open()).text).toBe('one');
    writeFileSync(path, 'two');
    await until('two');
    expect(file?.text).toBe('two');
  });

  it('tells a file that was put in its place, again and again', async () => {
    await open();
    for (const text of ['two', 'three']) {
      writeFileSync(`${path}.new`, text);
      renameSync(`${path}.new`, path);
      await until(...(text === 'two' ? ['two'] : ['two', 'three']));
    }
  });

  it('tells a link that was put in its place, as containers are given their files', async () => {
    await open();
    writeFileSync(join(folder, 'elsewhere'), 'two');
    symlinkSync('elsewhere', join(folder, 'link'));
    renameSync(join(folder, 'link'), path);
    await until('two');
  });

  it('tells nothing half: what is written piece by piece is told once, when it is still', async () => {
    await open(never, 150);
    writeFileSync(path, '');
    for (const piece of ['t', 'w', 'o']) {
      await pause(50);
      await appendFile(path, piece);
    }
    await until('two');
  });

  it('sees it at intervals where the system tells nothing', async () => {
    const elsewhere = mkdtempSync(join(tmpdir(), 'lianyi-watch-'));
    writeFileSync(join(elsewhere, 'one'), 'one');
    rmSync(path);
    symlinkSync(join(elsewhere, 'one'), path);
    await open(30);
    writeFileSync(join(elsewhere, 'one'), 'two');
    await until('two');
    rmSync(elsewhere, { recursive: true, force: true });
  });

  it('tells once that it cannot be read, and its text when it is back', async () => {
    await open(30);
    rmSync(path);
    await until(null);
    writeFileSync(path, 'one');
    await until(null, 'one');
  });

  it('tells nothing once it is closed, nor where it was written as it was', async () => {
    const { close, look } = await open();
    writeFileSync(path, 'one');
    await look();
    close();
    writeFileSync(path, 'two');
    await look();
    expect(told).toEqual([]);
  });
});
