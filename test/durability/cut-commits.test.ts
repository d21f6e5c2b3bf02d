import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { createSubgraph, tables } from '@lianyi/results';
import { aCounty } from '@lianyi/results/testing/county.factory';
import { aLabReport } from '@lianyi/results/testing/report.factory';
import { dongpu } from '@lianyi/results/testing/results.harness';
import type { RunningSubgraph } from '@lianyi/shared/subgraph/subgraph';
import {
  type AtCommit,
  type CommitProxy,
  startCommitProxy,
} from '@lianyi/shared/testing/commit-proxy';
import {
  describeOnMysql,
  openTestDatabase,
  type TestDatabase,
} from '@lianyi/shared/testing/test-databases';
import { runAs, testOptions } from '@lianyi/shared/testing/test-subgraph';

const mutation =
  'mutation ($input: LabReportInput!) { posted: postLabReport(input: $input) { outcome } }';

describeOnMysql('reports posted while connections break at COMMIT', () => {
  let test: TestDatabase;
  let proxy: CommitProxy;
  let results: RunningSubgraph;
  let fate: () => AtCommit;
  beforeEach(async () => {
    fate = () => 'pass';
    test = await openTestDatabase('mysql', tables);
    proxy = await startCommitProxy(test.location.url ?? '', () => fate());
    const location = { ...test.location, url: proxy.url };
    results = await createSubgraph(testOptions(location, { ask: aCounty().ask }));
  });
  afterEach(async () => {
    await results.stop();
    await proxy.close();
    await test.drop();
  });

  it('are stored once, with their events, by senders who repeat them under the same id', async () => {
    let commits = 0;
    const order = ['cut after', 'cut before', 'pass'] as const;
    fate = () => order[commits++ % order.length] ?? 'pass';
    const outcomes: string[] = [];
    const send = async (sourceId: string) => {
      for (let attempt = 0; attempt < 50; attempt += 1) {
        const input = aLabReport({ sourceId });
        const { data, errors } = await runAs(results, dongpu, mutation, { input });
        if (!errors) return void outcomes.push(JSON.stringify(data));
        expect(errors[0]?.extensions?.code).toBe('UNAVAILABLE');
      }
      throw new Error(`${sourceId} was never taken`);
    };
    const ids = Array.from({ length: 20 }, (_, at) => `LIS-${String(at).padStart(2, '0')}`);
    await Promise.all(ids.map(send));
    fate = () => 'pass';
    const stored = (statement: string) => test.database.read.query(statement);
    expect(await stored('SELECT `sourceId`, `version` FROM `lab_report` ORDER BY 1')).toEqual(
      ids.map((sourceId) => ({ sourceId, version: 1 })),
    );
    const [{ events }]: [{ events: unknown }] = await stored(
      "SELECT COUNT(*) AS events FROM `outbox_event` WHERE `type` = 'results.report.stored'",
    );
    expect(Number(events)).toBe(20);
    // What a sender was not told of is known when it comes again.
    expect(outcomes.filter((outcome) => outcome.includes('UNCHANGED')).length).toBeGreaterThan(3);
  });
});
