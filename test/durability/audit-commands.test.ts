import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createAccessChain } from '@lianyi/patients/audit/access-chain';
import { patientsTables } from '@lianyi/patients/data-source';
import { anEvent } from '@lianyi/patients/testing/patients.factory';
import { createKeyRing } from '@lianyi/shared/crypto/key-ring';
import { loadSecrets } from '@lianyi/shared/crypto/load-secrets';
import { openDatabase } from '@lianyi/shared/database/open-database';
import { createLogger } from '@lianyi/shared/logging/logger';
import { testFolder } from '../support/folder';

const program = (name: string) => join(testFolder, `../subgraphs/patients/dist/audit-${name}.js`);
const oldDays = 20;
const entriesOfDay = 200;

/** The commands over the access log, as programs of their own, on an embedded database. */
describe('the commands over the access log', () => {
  let dataDir = '';
  let folder = '';
  const openLog = () => openDatabase({ ...patientsTables, location: { dataDir } });
  const env = (overrides = {}) => ({
    ...process.env,
    ...{ DATA_DIR: dataDir, DATABASE_URL: '', LOG_LEVEL: 'error', ...overrides },
  });
  const run = (name: string, args: readonly string[] = [], overrides = {}) => {
    const options = { env: env(overrides), encoding: 'utf8', maxBuffer: 2 ** 26 } as const;
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [program(name), ...args],
      options,
    );
    return { code: status, stdout, stderr };
  };

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'lianyi-audit-'));
    dataDir = join(folder, 'original');
    const keys = createKeyRing(loadSecrets({}, dataDir));
    const database = await openLog();
    const chain = createAccessChain({ database, keys, logger: createLogger('test', 'silent') });
    for (let day = 0; day < oldDays; day += 1) {
      const at = new Date(Date.parse('2020-01-01T04:00:00Z') + day * 86_400_000);
      await chain.append(Array.from({ length: entriesOfDay }, (_, n) => anEvent(`p${n % 9}`, at)));
    }
    await chain.append([anEvent('p0', new Date())]);
    await database.close();
  });
  beforeEach(() => {
    dataDir = mkdtempSync(join(folder, 'data-'));
    cpSync(join(folder, 'original'), dataDir, { recursive: true });
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('lose nothing of the log where the archiving is killed in the middle, again and again', async () => {
    const archive = join(dataDir, 'archive');
    // After so many steps of a day: written, checked, named, removed from the table.
    const kills = [1, 2, 3, 2, 9];
    for (let code: number | null = null; code !== 0; ) {
      const args = [program('archive'), '--to', archive];
      const steps = kills.shift();
      code = await endAfter(spawn(process.execPath, args, { env: env() }), steps);
      expect([steps, code]).toEqual([steps, steps === undefined ? 0 : null]);
      expect(run('verify', ['--archive', archive])).toMatchObject({ code: 0 });
    }
    const files = readdirSync(archive).filter((name) => name.endsWith('.ndjson'));
    expect(files).toHaveLength(oldDays);
    const exported = run('export', ['--to', '2020-12-31', '--archive', archive]).stdout;
    const last = exported.trimEnd().split('\n').at(-1) ?? '';
    expect(JSON.parse(last)).toEqual({ kind: 'end', events: oldDays * entriesOfDay });
  }, 120_000);

  it('print the days and the last entry of a whole log', () => {
    const { code, stdout } = run('verify', ['--from', '2020-01-10']);
    const lines = stdout.trimEnd().split('\n');
    expect([code, lines.length]).toEqual([0, oldDays + 2]);
    expect(lines[0]).toMatch(/^2020-01-01 {2}entries 1 to 200 {2}\S{43} {2}whole \(head only\)$/);
    expect(lines[9]).toMatch(/^2020-01-10 .* whole \(entries\)$/);
    expect(lines.at(-1)).toMatch(
      /^The access log is whole: 4001 entries, 20 finished days, the last /,
    );
  });

  it('name the day whose head was taken out, with exit code 1', async () => {
    const database = await openLog();
    await database.transaction((manager) =>
      manager.query("DELETE FROM `access_day` WHERE `day` = '2020-01-07'"),
    );
    await database.close();
    const { code, stderr } = run('verify');
    expect(code).toBe(1);
    expect(stderr).toContain('broken at the day 2020-01-07: its head is missing.');
    expect(stderr).toContain('The trigger access_day_no_delete of access_day is missing');
  });

  it('write an export to a file, and record it first', () => {
    const out = join(dataDir, 'export.ndjson');
    const { code, stderr } = run('export', ['--patient', 'p3', '--out', out]);
    expect(code).toBe(0);
    expect(stderr.trimEnd().split('\n')).toHaveLength(oldDays + 1);
    const lines = readFileSync(out, 'utf8').trimEnd().split('\n');
    const events = lines.map((text) => JSON.parse(text)).filter(({ kind }) => kind === 'event');
    expect(events.at(-1)).toMatchObject({ action: 'EXPORT_ACCESS_LOG', patientId: 'p3' });
    expect(run('export', ['--out', out])).toMatchObject({ code: 2 });
  });

  it.each([
    ['verify', ['--from', 'yesterday'], '--from must be a day such as 2026-03-01.'],
    ['export', ['--from', '2020-02-01', '--to', '2020-01-01'], '--from must not lie after --to.'],
    ['export', ['--to', '2020-02-30'], '--to must be a day such as 2026-03-01.'],
    ['archive', [], 'say with --to FOLDER where the files go.'],
    ['archive', ['--too', 'x'], "Unknown option '--too'"],
  ])('refuse, with exit code 2: %s %j', (name, args, sentence) => {
    const { code, stderr } = run(name, args);
    expect([code, stderr]).toEqual([2, expect.stringContaining(sentence)]);
  });

  it('refuse to keep the log for less than half a year', () => {
    const { code, stderr } = run('archive', ['--to', folder], { AUDIT_KEEP_MONTHS: '5' });
    expect(code).toBe(2);
    expect(stderr).toContain('AUDIT_KEEP_MONTHS must be a whole number from 6 to 1200.');
  });

  it('leave alone what is younger than AUDIT_KEEP_MONTHS', () => {
    const archive = join(dataDir, 'archive');
    const { code, stdout } = run('archive', ['--to', archive], { AUDIT_KEEP_MONTHS: '1200' });
    expect([code, stdout]).toEqual([0, expect.stringContaining('0 days moved')]);
  });
});

/** Its exit code; null where it was killed, as soon as it told of so many steps. */
async function endAfter(child: ChildProcess, steps = Number.POSITIVE_INFINITY) {
  let told = '';
  child.stderr?.on('data', (text) => {
    told += text;
    if (told.split('\n').length > steps) child.kill('SIGKILL');
  });
  const [code] = await once(child, 'exit');
  return typeof code === 'number' ? code : null;
}
