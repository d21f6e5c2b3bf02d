import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { createKeyRing } from '@lianyi/shared/crypto/key-ring';
import type { Database } from '@lianyi/shared/database/database';
import { openDatabase } from '@lianyi/shared/database/open-database';
import { toParameters } from '@lianyi/shared/database/select-rows';
import { createLogger } from '@lianyi/shared/logging/logger';
import { describeOnBothDatabases, testLocation } from '@lianyi/shared/testing/test-databases';
import { testKeys } from '@lianyi/shared/testing/test-subgraph';
import { patientsTables } from '../data-source';
import { KeepAccessDays1732000004000 } from '../migrations/1732000004000-keep-access-days';
import { anEvent } from '../testing/patients.factory';
import { createAccessChain } from './access-chain';
import { AccessDay } from './access-day.entity';
import { openAccessLog } from './take-over';
import { verifyChain } from './verify-chain';

const mac = (label: string, text: string) =>
  createHmac('sha256', testKeys().key('audit-chain', label)).update(text).digest('base64url');

/** The log as the version before days wrote it, spelt out: two entries of one day, one of the next but one. */
async function writeOldLog(database: Database) {
  const moments = ['2026-03-01T09:00Z', '2026-03-01T15:59Z', '2026-03-02T16:00Z'];
  let hash = '';
  await database.transaction(async (manager) => {
    for (const [place, moment] of moments.entries()) {
      const at = new Date(moment);
      const { circumstance: _, ...event } = anEvent(`p${place}`, at);
      const row = { seq: place + 1, ...event };
      const order =
        'seq at patientId action allowed basis viewerSubject viewerName viewerRoles institutionId service operationName requestId traceId reason'.split(
          ' ',
        );
      const values = order.map((column) => row[column as keyof typeof row]);
      const hashed = values.map((value) => (value instanceof Date ? value.getTime() : value));
      hash = mac('entry', `${hash}\n${JSON.stringify(hashed)}`);
      await manager.query(
        `INSERT INTO \`access_event\` (${order.map((one) => `\`${one}\``).join(', ')}, \`hash\`) VALUES (${'?, '.repeat(15)}?)`,
        toParameters(manager, [...values, hash]),
      );
    }
    const proof = mac('head', `3\n${hash}`);
    await manager.query('UPDATE `access_chain` SET `seq` = 3, `hash` = ?, `proof` = ?', [
      ...[hash, proof],
    ]);
  });
}

describeOnBothDatabases('a log from before days were kept', (kind) => {
  let database: Database;
  let place: ReturnType<typeof testLocation>;
  beforeEach(async () => {
    place = testLocation(kind);
    const older = patientsTables.migrations.filter((one) => one !== KeepAccessDays1732000004000);
    const { location } = place;
    const before = await openDatabase({ ...patientsTables, migrations: older, location });
    await writeOldLog(before);
    await before.close();
    database = await openDatabase({ ...patientsTables, location });
  });
  afterEach(async () => {
    await database.close();
    await place.remove(['patients']);
  });
  const heads = () => database.read.find(AccessDay, { order: { day: 'ASC' } });

  it('still verifies, every entry of it', async () => {
    expect(await verifyChain(database, testKeys())).toMatchObject({
      ...{ whole: true, entries: 3, days: 0, open: null },
    });
  });

  it('is divided into days at the next start', async () => {
    await openAccessLog(database, testKeys());
    expect(await heads()).toMatchObject([{ day: '2026-03-01', firstSeq: 1, lastSeq: 2 }]);
    expect(await verifyChain(database, testKeys())).toMatchObject({
      ...{ whole: true, entries: 3, days: 1, open: { day: '2026-03-03', firstSeq: 3 } },
    });
  });

  it('is divided once by two processes that start together', async () => {
    const other = await openDatabase({ ...patientsTables, location: place.location });
    await Promise.all([database, other].map((one) => openAccessLog(one, testKeys())));
    await openAccessLog(other, testKeys());
    await other.close();
    expect(await heads()).toHaveLength(1);
    expect(await verifyChain(database, testKeys())).toMatchObject({ whole: true, entries: 3 });
  });

  it('goes on in its days', async () => {
    await openAccessLog(database, testKeys());
    const logger = createLogger('test', 'silent');
    await createAccessChain({ database, keys: testKeys(), logger }).append([anEvent('p')]);
    expect(await heads()).toMatchObject([{ day: '2026-03-01' }, { day: '2026-03-03' }]);
    expect(await verifyChain(database, testKeys())).toMatchObject({ whole: true, entries: 4 });
  });

  it('is not appended to before that', async () => {
    const logger = createLogger('test', 'silent');
    const chain = createAccessChain({ database, keys: testKeys(), logger });
    await expect(chain.append([anEvent('p')])).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    expect(await verifyChain(database, testKeys())).toMatchObject({ whole: true, entries: 3 });
  });

  it('stops the start under another key, in one sentence', async () => {
    const other = createKeyRing({ fieldKey: 'x'.repeat(32), viewerKey: 'y'.repeat(32) });
    await expect(openAccessLog(database, other)).rejects.toThrow(/^FIELD_KEY does not fit/);
    expect(await heads()).toEqual([]);
  });
});
