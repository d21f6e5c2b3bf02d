import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, it } from '@jest/globals';
import { eventually as until } from '@lianyi/shared/testing/event-fixture';
import { freePort } from '@lianyi/shared/testing/free-port';
import { labReport } from '../security/canary';
import { createClient } from '../support/client';
import { operation } from '../support/operations';
import { ProductProcess } from '../support/process';
import { allAfter, detailOf, pageAfter, platform, type Told } from './feed-client';

const kills = 4;
const reporter = 'reporter@township-dongpu';

let product: ProductProcess | undefined;
let dataDir = '';
afterEach(async () => {
  await product?.end('SIGKILL');
  rmSync(dataDir, { recursive: true, force: true });
});

it('the change feed of a process that is killed again and again has every acknowledged report once', async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'lianyi-feed-'));
  const port = await freePort();
  const env = { DATA_DIR: dataDir, PORT: String(port), HL7_PORT: 'off', DEMO_PATIENTS: '10' };
  product = new ProductProcess({ ...env, LOG_LEVEL: 'error' });
  const acknowledged: string[] = [];
  const read: Told[] = [];
  let cursor: string | null = null;
  let posts = 0;
  for (let turn = 0; turn <= kills; turn += 1) {
    await product.start();
    const client = createClient(`http://127.0.0.1:${port}`);
    let killed = false;
    const posting = async () => {
      while (!killed) {
        posts += 1;
        const input = { ...labReport, sourceId: `KILLED-${posts}` };
        const answer = await client
          .run(reporter, operation('PostLab'), { input })
          .catch(() => null);
        const posted = answer?.data?.postLabReport as { report: { id: string } } | undefined;
        if (posted) acknowledged.push(posted.report.id);
      }
    };
    const reading = async () => {
      while (!killed) {
        const page = await pageAfter(client, cursor, platform, 7).catch(() => null);
        if (page) {
          read.push(...page.nodes);
          cursor = page.pageInfo.endCursor;
        }
      }
    };
    const working = Promise.all([posting(), posting(), reading()]);
    await sleep(800 + Math.random() * 700);
    if (turn < kills) await product.end('SIGKILL');
    killed = true;
    await working;
  }
  const client = createClient(`http://127.0.0.1:${port}`);
  const reports = (changes: readonly Told[]) =>
    changes
      .filter(({ type }) => type === 'results.report.stored')
      .map((one) => detailOf(one, 'reportId') ?? '');
  await until(async () => {
    read.push(...(await allAfter(client, cursor)));
    cursor = read.at(-1)?.cursor ?? cursor;
    const known = new Set(reports(read));
    return acknowledged.every((id) => known.has(id));
  }, 20_000);

  const told = reports(read);
  expect(acknowledged.length).toBeGreaterThan(kills);
  expect(new Set(told).size).toBe(told.length);
  expect(read.map((one) => one.cursor)).toEqual(
    (await allAfter(client, null)).map((one) => one.cursor),
  );
}, 240_000);
