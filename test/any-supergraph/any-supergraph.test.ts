import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { composed } from '@lianyi/gateway/testing/small-graph';
import { type Command, command } from './command';
import { type ServedSubgraph, serveSmall } from './served-subgraph';
import { shopsUntil, stockOf } from './shops';

const until = async (holds: () => Promise<boolean>) => {
  for (let left = 1000; left > 0 && !(await holds()); left -= 1) await sleep(50);
  expect(await holds()).toBe(true);
};

describe('npm run gateway -- --supergraph FILE', () => {
  let open: () => void = () => undefined;
  const shops = shopsUntil(
    new Promise((resolve) => {
      open = resolve;
    }),
  );
  let served: Record<'shops' | 'oldStock' | 'newStock', ServedSubgraph>;
  let folder: string;
  let file: string;
  let gateway: Command;

  const supergraph = (stock: 'oldStock' | 'newStock', more = '') =>
    composed(
      { shops, stock: stockOf(stock, more) },
      { shops: served.shops.url, stock: served[stock].url },
    );
  const put = (text: string) => {
    writeFileSync(`${file}.next`, text);
    renameSync(`${file}.next`, file);
  };
  const itemsNow = async () => JSON.stringify((await gateway.ask('{ shop { items } }')).data);

  beforeAll(async () => {
    served = {
      shops: await serveSmall(shops),
      oldStock: await serveSmall(stockOf('oldStock')),
      newStock: await serveSmall(stockOf('newStock', 'open: Boolean')),
    };
    folder = mkdtempSync(join(tmpdir(), 'lianyi-supergraph-'));
    file = join(folder, 'supergraph.graphql');
    put(supergraph('oldStock'));
    gateway = command('--supergraph', file);
    await gateway.url();
  }, 120_000);
  afterAll(async () => {
    await gateway.stop();
    await Promise.all(Object.values(served).map((one) => one.close()));
    rmSync(folder, { recursive: true, force: true });
  });

  it('answers anybody from the subgraphs of the file, and tells them nothing of who asks', async () => {
    const answer = await gateway.ask('{ shop { name items } }', { authorization: 'Bearer x' });
    expect(answer).toEqual({ data: { shop: { name: 'Corner', items: ['oldStock'] } } });
    const names = [...served.shops.asked, ...served.oldStock.asked].flatMap(Object.keys);
    expect(names.filter((name) => /authorization|lianyi/.test(name))).toEqual([]);
    expect(names.length).toBeGreaterThan(0);
  });

  it('passes on where a subgraph failed and what it says of it', async () => {
    const { data, errors = [] } = await gateway.ask('{ broken shop { name } }');
    expect(data).toEqual({ broken: null, shop: { name: 'Corner' } });
    expect(errors).toEqual([
      {
        ...{ message: 'the shop burnt down', path: ['broken'] },
        extensions: { code: 'INTERNAL', part: 'shops', traceId: expect.stringMatching(/^\w{32}$/) },
      },
    ]);
  });

  it('serves the next file under load without a failed request, and ends what began before on the old one', async () => {
    let running = true;
    const answered = { oldStock: 0, newStock: 0 };
    const failed: unknown[] = [];
    const one = async () => {
      while (running) {
        const answer = await gateway.ask('{ shop { name items } }').catch((error) => ({ error }));
        const data = 'data' in answer && !('errors' in answer) ? JSON.stringify(answer.data) : '';
        const who = /\["(oldStock|newStock)"\]/.exec(data)?.[1] as
          | keyof typeof answered
          | undefined;
        if (who) answered[who] += 1;
        else failed.push(answer);
      }
    };
    const load = Array.from({ length: 8 }, one);
    const began = gateway.ask('{ slow { items } }');
    await until(async () => answered.oldStock >= 20);
    put(supergraph('newStock', 'open: Boolean'));
    await until(async () => answered.newStock >= 20);
    running = false;
    await Promise.all(load);
    expect(failed).toEqual([]);
    open();
    expect(await began).toEqual({ data: { slow: { items: ['oldStock'] } } });
    expect((await gateway.ask('{ shop { open } }')).data).toEqual({ shop: { open: null } });
  }, 60_000);

  it('goes on with what it had where the file is bad, says so, and takes the one that mends it', async () => {
    put('type Query {');
    await until(async () => (await gateway.get('/health/ready')).includes('refused'));
    expect(JSON.parse(await gateway.get('/health/ready'))).toEqual({
      status: 'ready',
      notes: { supergraph: 'the file was refused, the one before is served' },
    });
    expect(await gateway.get('/metrics')).toMatch(/^lianyi_supergraph_refused 1$/m);
    expect(gateway.said.err).toMatch(/"reason":"Syntax Error.*"the supergraph was refused/);
    expect(await itemsNow()).toContain('newStock');
    put(supergraph('oldStock'));
    await until(async () => (await itemsNow()).includes('oldStock'));
    // One answer stands for a second.
    await until(async () => (await gateway.get('/health/ready')) === '{"status":"ready"}');
    const metrics = await gateway.get('/metrics');
    expect(metrics).toMatch(/^lianyi_supergraph_refused 0$/m);
    expect(metrics).toMatch(/^lianyi_supergraph_loads_total\{outcome="served"\} 3$/m);
  });

  it('ends with 0 when it is told to', async () => {
    expect(await gateway.stop()).toBe(0);
  });
});
