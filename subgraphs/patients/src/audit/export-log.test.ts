import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { anIdentity, aViewer } from '@lianyi/shared/testing/test-subgraph';
import { anEvent, savePatient } from '../testing/patients.factory';
import { type PatientsHarness, startPatients } from '../testing/patients.harness';
import { AccessDay } from './access-day.entity';
import { archiveDays } from './archive-days';
import { createChainHash } from './chain-hash';
import { describeEvent } from './describe-event';
import { readEventLine } from './event-lines';
import { type ExportRun, exportLog } from './export-log';

const at = (day: number) => new Date(`2026-03-0${day}T12:00:00+08:00`);

describeOnBothDatabases('the export of the access log', (kind) => {
  let harness: PatientsHarness;
  let folder = '';
  const exported = async (run: Partial<ExportRun> = {}) => {
    const chunks: string[] = [];
    for await (const chunk of exportLog({ read: harness.database.read, ...run }))
      chunks.push(chunk);
    return chunks.join('').trimEnd().split('\n');
  };
  /** The kinds of the lines, events as their places. */
  const shape = async (run: Partial<ExportRun> = {}) =>
    (await exported(run)).map((text) => readEventLine(text)?.seq ?? JSON.parse(text).kind);
  const archive = () =>
    archiveDays({
      ...{
        database: harness.database,
        keys: harness.process.chainKeys,
        chain: harness.process.chain,
        folder,
      },
      ...{ keptSince: '2026-03-05', recordOf: () => anEvent('-', at(6)) },
    });

  beforeAll(async () => {
    harness = await startPatients(kind);
    folder = mkdtempSync(join(tmpdir(), 'lianyi-export-'));
  });
  beforeEach(async () => {
    await harness.clear();
    rmSync(folder, { recursive: true, force: true });
    const elsewhere = describeEvent(anIdentity(aViewer('CLINICIAN', 'lab-center')), at(4), {
      ...{ patientId: 'a', action: 'READ_RECORD', allowed: false, basis: null, reason: null },
      circumstance: 'RESTRICTED',
    });
    const { chain } = harness.process;
    await chain.append([anEvent('a', at(4)), elsewhere, anEvent('b', at(5)), anEvent('a', at(6))]);
  });
  afterAll(async () => {
    await harness?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('has a line for each event, one for each day and one at the end', async () => {
    expect(await shape()).toEqual([1, 2, 'day', 3, 'day', 4, 'openDay', 'end']);
  });

  it('holds every column and hash, so that the chain can be checked from it', async () => {
    const hash = createChainHash(harness.process.chainKeys);
    const events = (await exported()).flatMap((text) => readEventLine(text) ?? []);
    expect(events).toEqual(await harness.events());
    let before = '';
    for (const event of events) {
      expect(event.hash).toBe(hash.entry(before, event));
      before = event.hash;
    }
  });

  it('closes a finished day with its signed head, and the open one with that of the chain', async () => {
    const closing = (await exported()).map((text) => JSON.parse(text));
    const heads = await harness.database.read.find(AccessDay, { order: { day: 'ASC' } });
    const [chain] = await harness.database.read.query('SELECT `proof` FROM `access_chain`');
    expect(closing.filter(({ kind: one }) => one === 'day')).toEqual([
      { kind: 'day', ...heads[0], exported: 2 },
      { kind: 'day', ...heads[1], exported: 1 },
    ]);
    expect(closing.slice(-2)).toMatchObject([
      { kind: 'openDay', day: '2026-03-06', firstSeq: 4, lastSeq: 4, proof: chain.proof },
      { kind: 'end', events: 4 },
    ]);
  });

  it.each([
    [{ from: '2026-03-05' }, [3, 'day', 4, 'openDay', 'end']],
    [{ to: '2026-03-04' }, [1, 2, 'day', 'end']],
    [{ from: '2026-03-05', to: '2026-03-05' }, [3, 'day', 'end']],
    [{ from: '2026-04-01' }, ['end']],
    [{ patientId: 'a' }, [1, 2, 'day', 'day', 4, 'openDay', 'end']],
    [{ institutionId: 'lab-center' }, [2, 'day', 'day', 'openDay', 'end']],
    [{ patientId: 'b', institutionId: 'lab-center' }, ['day', 'day', 'openDay', 'end']],
  ])('of %j has these lines', async (run, expected) => {
    expect(await shape(run)).toEqual(expected);
  });

  it('of one record holds what was looked at in every record of the person', async () => {
    await harness.database.transaction(async (manager) => {
      await savePatient(manager, { id: 'a' });
      await savePatient(manager, { id: 'b' });
      await manager.query("UPDATE `patient` SET `personId` = 'a'");
    });
    expect(await shape({ patientId: 'b' })).toEqual(await shape());
  });

  it('of an empty log is an end', async () => {
    await harness.clear();
    expect(await exported()).toEqual(['{"kind":"end","events":0}']);
  });

  it('is the same line by line after days were archived', async () => {
    const runs: Partial<ExportRun>[] = [{ to: '2026-03-05' }, { to: '2026-03-05', patientId: 'a' }];
    const before = await Promise.all(runs.map((run) => exported(run)));
    await archive();
    expect(await Promise.all(runs.map((run) => exported({ ...run, archive: folder })))).toEqual(
      before,
    );
  });

  it('is refused where archived days are wanted and no folder is named', async () => {
    await archive();
    await expect(exported()).rejects.toThrow(
      'days from 2026-03-04 to 2026-03-04 are archived: say with --archive FOLDER',
    );
    expect(await shape({ from: '2026-03-05' })).toHaveLength(6);
  });

  it('is refused where the file of an archived day is another or missing', async () => {
    await archive();
    writeFileSync(join(folder, 'access-log-2026-03-04.ndjson'), '', { flag: 'w' });
    await expect(exported({ archive: folder })).rejects.toMatchObject({
      place: { day: '2026-03-04' },
    });
    rmSync(join(folder, 'access-log-2026-03-04.ndjson'));
    await expect(exported({ archive: folder })).rejects.toThrow('is not in');
  });

  it('is refused where a day is archived while it is read', async () => {
    const lines = exportLog({ read: harness.database.read });
    await lines.next();
    await archive();
    await expect(lines.next()).rejects.toThrow('begin again');
  });

  it('ends where the log ended when it began', async () => {
    const lines = exportLog({ read: harness.database.read });
    const first = await lines.next();
    await harness.process.chain.append([anEvent('late', at(6)), anEvent('late', at(7))]);
    const rest: string[] = [String(first.value)];
    for await (const chunk of lines) rest.push(chunk);
    expect(rest.join('')).not.toContain('late');
    expect(rest.at(-1)).toBe('{"kind":"end","events":4}\n');
  });
});
