import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { OutboxEvent } from '@lianyi/shared/events/event.entity';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { createCriticalClient, potassium } from '../testing/critical.client';
import { aLabReport } from '../testing/report.factory';
import { type ResultsHarness, startResults } from '../testing/results.harness';

const [clients, reports, versions] = [50, 200, 3];

interface Sent {
  readonly report: number;
  readonly version: number;
}

/** What a version of a report says: of two in three versions something critical. */
const printedOf = ({ report, version }: Sent) =>
  (report + version) % versions === 0 ? '4.0' : `${6 + version}.${report % 10}`;

/** Every version of every report twice, in an order that follows none. */
const storm: Sent[] = Array.from({ length: reports * versions * 2 }, (_, index) => {
  const place = (index * 7919) % (reports * versions);
  return { report: place % reports, version: Math.floor(place / reports) + 1 };
});

describeOnBothDatabases('versions of 200 reports from 50 clients in any order', (kind) => {
  let results: ResultsHarness;
  const critical = createCriticalClient(() => results);
  const post = async (sent: Sent) => {
    const patientId = `patient-${sent.report}`;
    const { errors } = await results.post(
      aLabReport({
        ...{ sourceId: `storm-${sent.report}`, patient: { patientId } },
        issuedAt: `2026-03-01T1${sent.version}:00:00+08:00`,
        observations: [potassium(printedOf(sent))],
      }),
    );
    if (errors) throw new Error(JSON.stringify(errors));
  };
  const query = (sql: string): Promise<Record<string, unknown>[]> =>
    results.database.read.query(sql);

  beforeAll(async () => {
    results = await startResults(kind);
    for (let report = 0; report < reports; report += 1)
      results.county.access.set(`patient-${report}`, {});
    const left = [...storm];
    const client = async () => {
      for (let sent = left.shift(); sent; sent = left.shift()) await post(sent);
    };
    await Promise.all(Array.from({ length: clients }, client));
  }, 120_000);
  afterAll(() => results.stop());

  it('leave the newest by the sender’s time in force, and all in the history, once', async () => {
    const inForce = await query(
      'SELECT r.`sourceId`, o.`value` FROM `lab_report` r JOIN `observation` o ON o.`reportId` = r.`id` AND o.`version` = r.`version` WHERE o.`inForce` = 1',
    );
    const expected = Array.from({ length: reports }, (_, report) => [
      `storm-${report}`,
      printedOf({ report, version: versions }),
    ]);
    expect(inForce.map(({ sourceId, value }) => [sourceId, value]).sort()).toEqual(expected.sort());
    const [kept] = await query('SELECT COUNT(*) AS `n` FROM `report_version`');
    expect(Number(kept?.n)).toBe(reports * versions);
  });

  it('leave a critical value open where the newest is critical, and there alone', async () => {
    const rows = await critical.rows('critical_value');
    const open = rows.filter(({ state }) => state === 'OPEN').map(({ patientId }) => patientId);
    const expected = Array.from({ length: reports }, (_, report) => report)
      .filter((report) => printedOf({ report, version: versions }) !== '4.0')
      .map((report) => `patient-${report}`);
    expect(open.sort()).toEqual(expected.sort());
    expect(new Set(rows.map(({ state }) => state))).toEqual(new Set(['OPEN', 'SUPERSEDED']));
  });

  it('raise none twice for one version', async () => {
    const rows = await critical.rows('critical_value');
    const keys = rows.map(({ reportId, version, subject }) => `${reportId} ${version} ${subject}`);
    expect(new Set(keys).size).toBe(keys.length);
    const told = await critical.rows('critical_value_address');
    expect(told).toHaveLength(rows.length);
  });

  const eventsOf = (type: OutboxEvent['type']) =>
    results.database.read.findBy(OutboxEvent, { type });
  const factsOf = (rows: readonly Record<string, unknown>[], ...fields: string[]) =>
    rows.map((row) => fields.map((field) => String(row[field])).join(' ')).sort();

  it('tell of each version stored exactly once, and whether it came into force', async () => {
    const told = (await eventsOf('results.report.stored')).map(({ payload }) => ({ ...payload }));
    const stored = await query('SELECT `reportId`, `version` FROM `report_version`');
    expect(factsOf(told, 'reportId', 'version')).toEqual(factsOf(stored, 'reportId', 'version'));
    const newest = await query('SELECT `id`, `version` FROM `lab_report`');
    for (const { id, version } of newest)
      expect(told).toContainEqual(
        expect.objectContaining({ reportId: id, version: Number(version), inForce: true }),
      );
  });

  it('tell of each critical value raised exactly once', async () => {
    const told = (await eventsOf('results.critical-value.raised')).map(({ payload }) => ({
      ...payload,
    }));
    const raised = await critical.rows('critical_value');
    const fields = ['reportId', 'version', 'patientId'];
    expect(factsOf(told, 'criticalValueId', ...fields)).toEqual(factsOf(raised, 'id', ...fields));
  });

  it('put ids, versions and types into events, and nothing that was printed', async () => {
    const events = await results.database.read.find(OutboxEvent);
    const texts = events.flatMap(({ payload }) => Object.values(payload).map(String));
    expect(texts.filter((text) => !/^[\w-]{1,36}$/.test(text))).toEqual([]);
  });
});
