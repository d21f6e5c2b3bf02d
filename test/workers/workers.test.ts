import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@lianyi/shared/testing/event-fixture';
import { readEvents, resultsUnder, storedVersions } from '../durability/read-events';
import { verifyChain } from '../durability/verify-chain';
import { createClient } from '../support/client';
import { startConsumers } from '../support/feed-consumers';
import { messageText, sendFrame } from '../support/messages';
import { labReport, lostReports, type MixedReport, startMixedLoad } from '../support/mixed-load';
import { operation } from '../support/operations';
import { valueAt } from '../support/value-at';
import { bearer, post } from '../support/wire';
import { startChurn } from './churn';
import { startWorkers, type WorkerProgram } from './worker-program';

const perMinute = 1_000_000;

/** A new connection each, so that every worker is asked. */
const close = { connection: 'close' };

describe('several workers on one port', () => {
  let program: WorkerProgram;
  let demo: readonly string[];
  const reports: MixedReport[] = [];
  const acknowledged = () => reports.flatMap((report) => report.acknowledged);
  beforeAll(async () => {
    program = await startWorkers({ RATE_LIMIT: String(perMinute) });
    demo = await storedVersions(resultsUnder(program.dataDir));
  }, 120_000);
  afterAll(() => program.remove());

  it('all serve', () => {
    expect(program.serving()).toHaveLength(2);
  });

  it("count a user's requests together", async () => {
    const token = await createClient(program.url).token('auditor@county-hospital');
    const left: number[] = [];
    for (let asked = 0; asked < 8; asked += 1) {
      const { headers } = await post(
        `${program.url}/graphql`,
        { query: '{ me { name } }' },
        { ...bearer(token), ...close },
      );
      left.push(Number(headers.get('x-ratelimit-remaining')));
    }
    expect(left).toEqual(Array.from({ length: 8 }, (_, asked) => perMinute - 1 - asked));
  });

  it('count failed sign-ins together', async () => {
    const guess = async () => {
      const body = 'grant_type=password&username=admin@county-hospital&password=guess';
      const headers = { ...close, 'content-type': 'application/x-www-form-urlencoded' };
      return (await fetch(`${program.url}/auth/token`, { method: 'POST', body, headers })).status;
    };
    const statuses = await Promise.all(Array.from({ length: 9 }, guess));
    expect(statuses.sort()).toEqual([...Array(5).fill(400), ...Array(4).fill(429)]);
  });

  it('show their metrics together, and what they share once', async () => {
    const text = await (await fetch(`${program.url}/metrics`, { headers: close })).text();
    expect(text).toContain('lianyi_operations_total{operation="anonymous",outcome="ok"} 8');
    expect(text).toMatch(/^lianyi_workers 2$/m);
    expect(text).toMatch(/^lianyi_outbox_unsent\{part="results"\} 0$/m);
    expect(text).toMatch(/^lianyi_database_connections_idle\{part="results"\} 2$/m);
  });

  it('hear at once of reference data that was changed through another', async () => {
    const { run, token } = createClient(program.url);
    const clinician = bearer(await token('clinician@township-dongpu'));
    const manager = 'quality-manager@county-hospital';
    const posted = await run('reporter@township-dongpu', operation('PostLab'), {
      input: labReport('WORKERS-1'),
    });
    const id = valueAt(posted.data, 'postLabReport', 'report', 'id');
    const query =
      'query ($id: ID!) { labReport(id: $id) { observations { recognition { mark } } } }';
    const ask = async () => {
      const body = { query, variables: { id } };
      const { data } = await post(`${program.url}/graphql`, body, { ...clinician, ...close });
      return valueAt(data, 'labReport', 'observations', 0, 'recognition', 'mark');
    };
    const marks = async () => [...new Set(await Promise.all(Array.from({ length: 8 }, ask)))];
    expect(await marks()).toEqual(['本市HR']);
    const records = await run(
      manager,
      '{ institution(id: "township-dongpu") { qualityRecords(itemCode: "6690-2") { id } } }',
    );
    const found = valueAt(records.data, 'institution', 'qualityRecords') as { id: string }[];
    for (const record of found)
      await run(
        manager,
        'mutation ($id: ID!) { withdrawQuality(id: $id, reason: "录入错误") { id } }',
        record,
      );
    // Within a minute they would see it without being told.
    await eventually(async () => JSON.stringify(await marks()) === '[null]', 10_000);
  });

  it('are changed one by one under load and streams: no request fails, each change is told once', async () => {
    const before = program.serving();
    const consumers = await startConsumers(program.url);
    const load = await startMixedLoad(program.url);
    program.signal('SIGHUP');
    await eventually(() => program.said().includes('all workers were changed'), 60_000);
    const report = await load.stop();
    reports.push(report);
    expect(report.failures).toEqual([]);
    expect(report.acknowledged.length).toBeGreaterThan(5);
    const streams = await consumers.stop(report.acknowledged.length);
    expect(streams).toMatchObject({ failures: [], mistold: [] });
    expect(streams.sentAway).toBeGreaterThan(4);
    const after = program.serving();
    expect(after).toHaveLength(2);
    expect(after.filter((pid) => before.includes(pid))).toEqual([]);
  }, 120_000);

  it('replace one that is killed, and lose nothing that was acknowledged', async () => {
    const [killed = 0] = program.serving();
    const load = await startMixedLoad(program.url);
    await eventually(() => load.answered() > 50, 30_000);
    process.kill(killed, 'SIGKILL');
    await eventually(
      () => program.serving().length === 2 && !program.serving().includes(killed),
      60_000,
    );
    const report = await load.stop();
    reports.push(report);
    // At most what was under way with the one that died.
    expect(report.failures.length).toBeLessThanOrEqual(5);
    expect(await lostReports(program.url, acknowledged())).toEqual([]);
  }, 120_000);

  it('leave no client waiting that connects while one of them is killed', async () => {
    const churn = startChurn(Number(new URL(program.url).port), 24);
    for (let kill = 0; kill < 3; kill += 1) {
      await new Promise((resolve) => setTimeout(resolve, 300));
      const [killed = 0] = program.serving();
      process.kill(killed, 'SIGKILL');
      await eventually(
        () => program.serving().length === 2 && !program.serving().includes(killed),
        60_000,
      );
    }
    const { answered, waiting } = await churn.stop();
    expect(waiting).toBe(0);
    expect(answered).toBeGreaterThan(100);
  }, 120_000);

  it('take messages of hospitals, each in raw stores of their own', async () => {
    const text = messageText('blood-count').replaceAll('\n', '\r');
    const codes = await Promise.all(
      [1, 2, 3, 4, 5, 6].map(async (at) => {
        const own = text.replaceAll('2611200073', `261120008${at}`);
        return (await sendFrame(program.hl7, Buffer.from(own)))[0]?.code;
      }),
    );
    expect(codes).toEqual(Array(6).fill('AA'));
  });

  it('end in order, with one whole access log and every version told once', async () => {
    const { code } = await program.end();
    expect(code).toBe(0);
    const { code: verified, text } = await verifyChain(program.dataDir);
    expect([verified, text]).toEqual([0, expect.stringContaining('The access log is whole')]);
    const entries = Number(/whole: (\d+) entries/.exec(text)?.[1]);
    expect(entries).toBeGreaterThan(reports.reduce((sum, { answered }) => sum + answered, 0));
    const told = await readEvents(resultsUnder(program.dataDir), demo);
    expect(told).toEqual({ untold: [], invented: [], unsent: 0 });
  }, 60_000);
});
