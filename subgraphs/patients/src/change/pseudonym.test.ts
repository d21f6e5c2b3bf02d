import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { createKeyRotation } from '../keys/rotate-keys.service';
import { aReport, feed, pageOf, readPage } from '../testing/feeding';
import { keyOf, residentAt, ringOf, storeResidents } from '../testing/key-rings';
import { joinPatients, type PatientsHarness, startPatients } from '../testing/patients.harness';

const resident = residentAt(0).id;

describeOnBothDatabases('the pseudonym of a record', (kind) => {
  let harness: PatientsHarness;
  const pseudonyms = async (part: PatientsHarness) =>
    (await pageOf(part)).nodes.map(({ pseudonym }) => pseudonym);

  beforeEach(async () => {
    harness = await startPatients(kind, ringOf('a'));
    await storeResidents(harness, 1);
    await feed(harness, aReport(resident, 1));
  });
  afterEach(() => harness?.stop());

  it('is the same in every process, and after the field key was changed', async () => {
    const before = await pseudonyms(harness);
    const changing = await joinPatients(harness, ringOf('a', 'b'));
    const rotation = createKeyRotation({ ...changing.process, database: harness.database });
    await rotation.changeTo(keyOf('b'), { batch: 4 });
    const next = await joinPatients(harness, ringOf('b'));
    expect(await pseudonyms(next)).toEqual(before);
    await feed(next, aReport(resident, 2));
    expect(await pseudonyms(next)).toEqual([...before, ...before]);
  });

  it('is another one in another installation', async () => {
    const other = await startPatients(kind, ringOf('a'));
    try {
      await storeResidents(other, 1);
      await feed(other, aReport(resident, 1));
      expect(await pseudonyms(other)).not.toEqual(await pseudonyms(harness));
    } finally {
      await other.stop();
    }
  });

  it('is never made under another key once the feed has begun', async () => {
    await harness.database.transaction((manager) =>
      manager.query("DELETE FROM `kept_secret` WHERE `name` = 'change-feed/pseudonym'"),
    );
    const next = await joinPatients(harness, ringOf('a'));
    await feed(next, aReport(resident, 2));
    const { page, error } = await readPage(next);
    expect([page, error?.extensions?.code]).toEqual([null, 'INTERNAL']);
  });
});
