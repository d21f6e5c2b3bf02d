import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { createLogger } from '@lianyi/shared/logging/logger';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { potassium } from '../testing/critical.client';
import { createNoticeClient } from '../testing/notice.client';
import { aLabReport } from '../testing/report.factory';
import { type ResultsHarness, startResults } from '../testing/results.harness';
import { createShownRecorder } from './shown-recorder';
import { storeNotices } from './store-notices.service';
import type { SeenReport } from './store-shown.service';

describeOnBothDatabases('what an institution was shown', (kind) => {
  let results: ResultsHarness;
  let [count, sourceId, reportId] = [0, '', ''];
  const patientId = 'patient-1';
  const notice = createNoticeClient(() => results);
  const post = async (minute: number, value: string) => {
    const posted = await results.post(
      aLabReport({
        ...{ sourceId, patient: { patientId }, observations: [potassium(value)] },
        issuedAt: `2026-03-01T09:${String(minute).padStart(2, '0')}:00+08:00`,
      }),
    );
    if (posted.errors) throw new Error(JSON.stringify(posted.errors));
    reportId = posted.value?.report.id ?? '';
  };
  let ids = 0;
  const noticing = () => ({
    newId: () => {
      ids += 1;
      return `notice-${count}-${ids}`;
    },
    now: () => results.clock.now,
  });
  const recorder = (database = results.database) =>
    createShownRecorder({ database, logger: createLogger('test', 'silent'), ...noticing() });
  const seen = (version: number, institutionId = 'county-hospital'): SeenReport => ({
    ...{ reportId, kind: 'LAB', version, patientId, sensitive: false, institutionId },
  });
  const rows = (table: string): Promise<Record<string, unknown>[]> =>
    results.database.read.query(`SELECT * FROM \`${table}\``);

  beforeAll(async () => {
    results = await startResults(kind);
    results.county.access.set(patientId, {});
  });
  beforeEach(async () => {
    await results.flushShown();
    await notice.clear();
    count += 1;
    sourceId = `shown-${count}`;
    await post(0, '4.0');
  });
  afterAll(() => results.stop());

  it('is written once, however often and by however many processes it is shown', async () => {
    const recorders = [recorder(), recorder(), recorder()];
    for (const one of recorders) for (let look = 0; look < 5; look += 1) one.note(seen(1));
    await Promise.all(recorders.map((one) => one.close()));
    expect(await rows('report_shown')).toEqual([
      { reportId, institutionId: 'county-hospital', version: 1 },
    ]);
  });

  it('costs no statement where it was written before', async () => {
    await results.ofPatient('labReports { nodes { id } }', patientId);
    await results.flushShown();
    results.statements.length = 0;
    await results.ofPatient('labReports { nodes { id } }', patientId);
    await results.flushShown();
    expect(results.statements.filter((one) => !one.startsWith('SELECT'))).toEqual([]);
  });

  it('is written by itself, soon after', async () => {
    const one = recorder();
    one.note(seen(1));
    for (let left = 100; left > 0 && (await rows('report_shown')).length === 0; left -= 1)
      await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await rows('report_shown')).toHaveLength(1);
    await one.close();
  });

  it('is the newest version it was shown, in whatever order that is written', async () => {
    await post(1, '4.5');
    for (const version of [2, 1]) {
      const one = recorder();
      one.note(seen(version));
      await one.close();
    }
    expect(await rows('report_shown')).toMatchObject([{ version: 2 }]);
  });

  it('is told of where it was superseded before it was written', async () => {
    const [one, other] = [recorder(), recorder()];
    one.note(seen(1));
    other.note(seen(2, 'people-hospital'));
    await post(1, '4.5');
    await one.close();
    await other.close();
    expect(await rows('report_notice')).toMatchObject([
      { institutionId: 'county-hospital', fromVersion: 1, toVersion: 2, state: 'UNREAD' },
    ]);
  });

  it('is held until the database takes it', async () => {
    let failures = 1;
    const { database } = results;
    const one = recorder({
      ...database,
      transaction: (work) => {
        failures -= 1;
        return failures >= 0 ? Promise.reject(new Error('down')) : database.transaction(work);
      },
    });
    one.note(seen(1));
    await one.flush();
    expect(await rows('report_shown')).toEqual([]);
    await one.flush();
    expect(await rows('report_shown')).toHaveLength(1);
  });

  it('is told of exactly once, looked at while it is corrected again and again', async () => {
    const places = Array.from({ length: 10 }, (_, index) => `place-${index}`);
    const readers = places.map(async (place) => {
      const one = recorder();
      one.note(seen(1, place));
      await one.close();
    });
    const corrections = Array.from({ length: 10 }, (_, index) => post(index + 1, `5.${index}`));
    await Promise.all([...readers, ...corrections]);
    const [report] = await results.database.read.query(
      'SELECT `version` FROM `lab_report` WHERE `id` = ?',
      [reportId],
    );
    const told = await rows('report_notice');
    expect(told.map((row) => row.institutionId).sort()).toEqual(places.sort());
    for (const row of told)
      expect(row).toMatchObject({ fromVersion: 1, toVersion: report.version });
  });

  it('loses no change that comes while the last notice is being read', async () => {
    for (let round = 0; round < 10; round += 1) {
      // Marking a notice shows the report: what is still held belongs to the round before.
      await results.flushShown();
      await notice.clear();
      sourceId = `shown-${count}-${round}`;
      await post(0, '4.0');
      const one = recorder();
      one.note(seen(1));
      await one.close();
      await post(1, '4.5');
      const [first] = await rows('report_notice');
      await Promise.all([notice.markRead(String(first?.id)), post(2, '4.7')]);
      const unread = (await rows('report_notice')).filter((row) => row.state === 'UNREAD');
      expect(unread).toMatchObject([{ toVersion: 3 }]);
    }
  });

  it('tells who relied on it though they were not seen to look', async () => {
    await post(1, '4.5');
    const from = { version: 1, patientId, sensitive: false };
    const superseding = {
      ...{ reportId, kind: 'LAB' as const, reporterId: 'township-dongpu', from },
      ...{ to: { ...from, version: 2 }, relied: ['people-hospital', 'township-dongpu'] },
    };
    const store = () =>
      results.database.transaction((manager) => storeNotices(manager, superseding, noticing()));
    await store();
    await store();
    expect(await rows('report_notice')).toMatchObject([
      { institutionId: 'people-hospital', fromVersion: 1, toVersion: 2, relied: 1 },
    ]);
  });
});
