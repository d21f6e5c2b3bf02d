import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { runStorm, type StormReport } from './storm';

/** Real messages written by others; where they are not at hand, the ones this project wrote. */
const real = resolve(__dirname, '../../../shared/realdata/hl7v2');
const own = resolve(__dirname, '../messages');

describe('a process killed at random while messages come in', () => {
  let report: StormReport;
  beforeAll(async () => {
    const folder = existsSync(real) ? real : own;
    report = await runStorm({ folder, seed: 20261121, kills: 4 });
  }, 400_000);

  it('is killed while it works and never ends by itself', () => {
    expect(report.kills).toBeGreaterThanOrEqual(3);
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

  it('has an unbroken access log', () => {
    expect(report.audit).toMatchObject({ code: 0 });
  });

  it('stops in order when it is asked to', () => {
    expect(report.exitCode).toBe(0);
  });
});
