import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { withoutGuards } from '../testing/audit-guards';
import { anEvent } from '../testing/patients.factory';
import { type PatientsHarness, startPatients } from '../testing/patients.harness';
import type { AccessEvent } from './access-event.entity';
import { type ArchiveRun, archiveDays } from './archive-days';
import { readEventLine } from './event-lines';
import { verifyChain } from './verify-chain';

const at = (day: string) => new Date(`${day}T12:00:00+08:00`);
const days = ['2023-02-01', '2023-02-02', '2023-02-05', '2026-02-01', '2026-03-01'];

describeOnBothDatabases('days moved into archives', (kind) => {
  let harness: PatientsHarness;
  let folder = '';
  let entries: AccessEvent[] = [];
  const archive = (overrides: Partial<ArchiveRun> = {}) =>
    archiveDays({
      ...{
        database: harness.database,
        keys: harness.process.chainKeys,
        chain: harness.process.chain,
      },
      ...{ folder, keptSince: '2023-03-04', recordOf: () => anEvent('-', at('2026-03-01')) },
      ...overrides,
    });
  const verify = (archived?: string) =>
    verifyChain(harness.database, harness.process.chainKeys, { archive: archived });
  const file = (day: string) => join(folder, `access-log-${day}.ndjson`);
  const left = async () => (await harness.events()).map(({ seq }) => seq);
  const broken = (place: object) => ({ whole: false, place, problem: expect.any(String) });
  /** Every entry of before is in the table or in a file that bears its final name, as it was. */
  const nothingLost = async () => {
    const lines = readdirSync(folder)
      .filter((name) => name.endsWith('.ndjson'))
      .flatMap((name) => readFileSync(join(folder, name), 'utf8').trim().split('\n'));
    const filed = lines.flatMap((line) => readEventLine(line) ?? []);
    const found = new Map([...filed, ...(await harness.events())].map((one) => [one.seq, one]));
    for (const entry of entries) expect(found.get(entry.seq)).toEqual(entry);
  };

  beforeAll(async () => {
    harness = await startPatients(kind);
  });
  beforeEach(async () => {
    await harness.clear();
    folder = mkdtempSync(join(tmpdir(), 'lianyi-archive-'));
    // Entries 1 and 2, 3 and 4, and so on; the last day is not finished.
    for (const day of days)
      await harness.process.chain.append(['张三', '"\n'].map((id) => anEvent(id, at(day))));
    entries = await harness.events();
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  afterAll(() => harness?.stop());

  it('are those that are old enough, and finished', async () => {
    expect(await archive()).toBe(3);
    expect(readdirSync(folder)).toEqual(days.slice(0, 3).map((day) => `access-log-${day}.ndjson`));
    expect(await left()).toEqual([7, 8, 9, 10, 11, 12, 13]);
    await nothingLost();
  });

  it('leave a log that verifies, with their files and without', async () => {
    await archive();
    expect(await verify()).toMatchObject({ whole: true, entries: 13, days: 4 });
    expect(await verify(folder)).toMatchObject({ whole: true, entries: 13, days: 4 });
  });

  it('are all finished ones, and never the open one', async () => {
    expect(await archive({ keptSince: '9999-12-31' })).toBe(4);
    await harness.process.chain.append([anEvent('p', at('2026-03-02'))]);
    expect(await verify(folder)).toMatchObject({ whole: true, days: 5 });
  });

  it('are moved once', async () => {
    await archive();
    expect(await archive()).toBe(0);
    expect(await verify(folder)).toMatchObject({ whole: true, entries: 13 });
  });

  it('are recorded in the log, with who did it', async () => {
    await archive({ recordOf: ({ day }) => anEvent(`moved-${day}`, at('2026-03-01')) });
    const last = (await harness.events()).slice(-3).map(({ patientId }) => patientId);
    expect(last).toEqual(days.slice(0, 3).map((day) => `moved-${day}`));
  });

  it.each(['written', 'checked', 'named', 'removed'] as const)(
    'are whole after a run that ended when a day was %s, and after the next',
    async (step) => {
      const run = archive({
        onStep(done, { day }) {
          if (done === step && day === days[1]) throw new Error('the power went out');
        },
      });
      await expect(run).rejects.toThrow('the power went out');
      await nothingLost();
      expect(await verify(folder)).toMatchObject({ whole: true });
      expect(await left()).toContain(step === 'removed' ? 5 : 3);
      await archive();
      await nothingLost();
      expect(await left()).not.toContain(6);
      expect(await verify(folder)).toMatchObject({ whole: true, days: 4 });
    },
  );

  it('stay where they are when their removal does not commit', async () => {
    const run = archive({
      recordOf() {
        throw new Error('the power went out');
      },
    });
    await expect(run).rejects.toThrow('the power went out');
    expect(await left()).toHaveLength(10);
    expect(await verify(folder)).toMatchObject({ whole: true, entries: 10 });
    expect(await archive()).toBe(3);
  });

  it('are moved once by runs at the same time, while others write', async () => {
    const others = Array.from({ length: 20 }, (_, place) =>
      harness.process.chain.append([anEvent(`q${place}`, at('2026-03-01'))]),
    );
    await Promise.all([archive(), archive(), archive(), verify(), ...others]);
    await nothingLost();
    expect(await verify(folder)).toMatchObject({ whole: true, entries: 33, days: 4 });
  });

  it('are not moved where an entry was changed', async () => {
    await withoutGuards(harness.database, (manager) =>
      manager.query("UPDATE `access_event` SET `reason` = 'x' WHERE `seq` = 4"),
    );
    await expect(archive()).rejects.toMatchObject({ place: { entry: 4 } });
    expect(await left()).toContain(3);
  });

  it('are not moved where another file has the name', async () => {
    writeFileSync(file('2023-02-02'), 'something else\n');
    await expect(archive()).rejects.toMatchObject({ place: { day: '2023-02-02' } });
    expect(await left()).toContain(3);
  });

  const changes: Record<string, [(text: string) => string, object]> = {
    'a line was changed': [(text) => text.replace('READ_RECORD', 'READ'), { entry: 3 }],
    'a line was removed': [(text) => text.slice(text.indexOf('\n') + 1), { entry: 3 }],
    'its end was cut off': [(text) => text.slice(0, -10), { day: '2023-02-02' }],
    'its last entry was cut out': [
      (text) => text.split('\n').toSpliced(1, 1).join('\n'),
      { entry: 4 },
    ],
    'something was added': [(text) => `${text}\n`, { day: '2023-02-02' }],
    'it is another file that says the same': [
      (text) => text.replace('{"kind"', '{ "kind"'),
      { day: '2023-02-02' },
    ],
    'it is empty': [() => '', { day: '2023-02-02' }],
  };
  it.each(Object.entries(changes))('are broken where of a file %s', async (_, [change, place]) => {
    await archive();
    const text = readFileSync(file('2023-02-02'), 'utf8');
    writeFileSync(file('2023-02-02'), change(text));
    expect(await verify(folder)).toEqual(broken(place));
    expect(await verify()).toMatchObject({ whole: true });
  });

  it('are broken where a file is gone', async () => {
    await archive();
    rmSync(file('2023-02-05'));
    expect(await verify(folder)).toEqual(broken({ day: '2023-02-05' }));
  });

  it('are broken where one of their entries stands in the table again', async () => {
    await archive();
    const row = entries[3];
    await withoutGuards(harness.database, (manager) =>
      manager.query('UPDATE `access_event` SET `seq` = ? WHERE `seq` = 7', [row?.seq]),
    );
    expect(await verify()).toEqual(broken({ entry: 4 }));
  });

  it('are broken where the row that records one was forged', async () => {
    await archive();
    await withoutGuards(harness.database, (manager) =>
      manager.query("UPDATE `access_archive` SET `digest` = 'x' WHERE `firstSeq` = 3"),
    );
    expect(await verify()).toEqual(broken({ day: '2023-02-02' }));
  });
});
