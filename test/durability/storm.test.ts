import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { messageText } from '../support/messages';
import { runStorm, type StormReport } from './storm';

/** Real messages written by others; where they are not at hand, the ones this project wrote. */
const real = resolve(__dirname, '../../../shared/realdata/hl7v2');

/** So many blood counts, each of a specimen of its own, that the process is killed among them. */
const ownMessages = 150;
function writeOwn(): string {
  const folder = mkdtempSync(join(tmpdir(), 'lianyi-storm-'));
  for (let at = 100; at < 100 + ownMessages; at += 1) {
    const text = messageText('blood-count').replaceAll('2611200073', `2611200${at}`);
    writeFileSync(join(folder, `${at}.hl7`), text.replace('DP20261120001', `DP20261120${at}`));
  }
  return folder;
}

describe('a process killed at random while messages come in', () => {
  let report: StormReport;
  const folder = existsSync(real) ? real : writeOwn();
  beforeAll(async () => {
    report = await runStorm({ folder, seed: 20261121, kills: 4 });
  }, 400_000);
  afterAll(() => {
    if (folder !== real) rmSync(folder, { recursive: true });
  });

  it('is killed while it works and never ends by itself', () => {
    expect(report.kills).toBe(4);
    expect(report.surprises).toEqual([]);
  });

  it('answers every message, with a reason where it does not accept it', () => {
    expect(report.answers.none).toBeUndefined();
    expect(report.answers.AA).toBeGreaterThan(0);
    expect(report.withoutReason).toBe(0);
  });

  it('has every acknowledged report exactly once, readable', () => {
    expect(report.missing).toEqual([]);
    expect(report.recorded).toBeGreaterThan(0);
    expect(report.readable).toBe(report.recorded);
  });

  it('tells of every version stored once, and of nothing else, before it ends', () => {
    expect(report.events).toEqual({ untold: [], invented: [], unsent: 0 });
  });

  it('has an unbroken access log', () => {
    expect(report.audit).toMatchObject({ code: 0 });
  });

  it('stops in order when it is asked to', () => {
    expect(report.exitCode).toBe(0);
  });
});
