import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { writeCursor } from '@lianyi/shared/graphql/page';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aReport, detail, feed, pageOf, readPage } from '../testing/feeding';
import { noon, savePatient } from '../testing/patients.factory';
import { type PatientsHarness, startPatients } from '../testing/patients.harness';
import { ChangeHead, ChangeRow } from './change.entity';
import { pruneChanges } from './prune-changes.service';

const day = 86_400_000;

describeOnBothDatabases('the change feed', (kind) => {
  let harness: PatientsHarness;
  const versions = async (after: string | null = null) =>
    (await pageOf(harness, { after, first: 100 })).nodes.map((one) => detail(one, 'version'));
  const prune = (daysLater: number) => {
    harness.clock.now = new Date(noon.getTime() + daysLater * day);
    return pruneChanges(harness.process, harness.process.changeNumbers);
  };
  const sequences = async () =>
    (await harness.database.read.find(ChangeRow, { order: { sequence: 'ASC' } })).map(
      ({ sequence }) => sequence,
    );

  beforeAll(async () => {
    harness = await startPatients(kind);
  });
  beforeEach(async () => {
    await harness.clear();
    await harness.database.transaction((manager) => savePatient(manager));
  });
  afterAll(() => harness?.stop());

  it('stores an event once, in its place, however often and beside whichever it comes again', async () => {
    expect(await feed(harness, aReport('patient-1', 1), aReport('patient-1', 2))).toBe(2);
    const twice = [aReport('patient-1', 3), aReport('patient-1', 3)];
    expect(await feed(harness, aReport('patient-1', 2), ...twice)).toBe(1);
    expect(await feed(harness)).toBe(0);
    expect(await versions()).toEqual(['1', '2', '3']);
    expect(await sequences()).toEqual([1, 2, 3]);
  });

  it('stores nothing of a batch with an event it does not know, so that none is passed over', async () => {
    const unknown = { ...aReport('patient-1', 2), type: 'pharmacy.stock.invented' } as never;
    await expect(feed(harness, aReport('patient-1'), unknown)).rejects.toThrow();
    expect(await sequences()).toEqual([]);
  });

  it('keeps no field that its shape does not name', async () => {
    const payload = { ...aReport('patient-1').payload, name: '张建国' };
    await feed(harness, { ...aReport('patient-1'), payload } as never);
    const rows = await harness.database.read.find(ChangeRow);
    expect(JSON.stringify(rows)).not.toContain('张建国');
  });

  it('keeps changes for its days, and refuses a cursor from before with what to do', async () => {
    await feed(harness, aReport('patient-1', 1), aReport('patient-1', 2));
    const [old, last] = (await pageOf(harness)).nodes.map(({ cursor }) => cursor);
    harness.clock.now = new Date(noon.getTime() + 10 * day);
    await feed(harness, aReport('patient-1', 3));
    await prune(90);
    expect(await versions()).toEqual(['1', '2', '3']);
    await prune(90 + 1 / day);
    expect(await versions()).toEqual(['3']);
    expect(await versions(last)).toEqual(['3']);
    const { error } = await readPage(harness, { after: old ?? null });
    expect(error?.extensions).toMatchObject({ code: 'CONFLICT', resync: true });
    expect(error?.message).toContain('synchronise in full');
  });

  it('goes on with its numbers when everything was pruned', async () => {
    await feed(harness, aReport('patient-1', 1), aReport('patient-1', 2));
    await prune(200);
    expect(await sequences()).toEqual([]);
    const { latest } = await pageOf(harness);
    await feed(harness, aReport('patient-1', 3));
    expect(await versions(latest)).toEqual(['3']);
    expect(await sequences()).toEqual([3]);
  });

  it('refuses cursors of another feed, and of a time that a restored database has not seen', async () => {
    await feed(harness, aReport('patient-1'));
    const [head] = await harness.database.read.find(ChangeHead);
    for (const cursor of [
      ['another', 1],
      [head?.feed ?? '', 2],
    ] as const) {
      const { error } = await readPage(harness, { after: writeCursor(cursor) });
      expect(error?.extensions).toMatchObject({ code: 'CONFLICT', resync: true });
    }
    expect(await versions(writeCursor([head?.feed ?? '', 1]))).toEqual([]);
  });

  it('refuses every cursor of before once it was named anew, as after a restore', async () => {
    await feed(harness, aReport('patient-1', 1));
    const { latest } = await pageOf(harness);
    await harness.database.transaction((manager) =>
      manager.query("UPDATE change_head SET feed = 'restored'"),
    );
    await feed(harness, aReport('patient-1', 2));
    const { error } = await readPage(harness, { after: latest ?? '' });
    expect(error?.extensions).toMatchObject({ code: 'CONFLICT', resync: true });
    expect(await sequences()).toEqual([1, 2]);
  });

  it('refuses a cursor in a feed that holds nothing yet', async () => {
    const { error } = await readPage(harness, { after: writeCursor(['another', 1]) });
    expect(error?.extensions?.code).toBe('CONFLICT');
  });
});
