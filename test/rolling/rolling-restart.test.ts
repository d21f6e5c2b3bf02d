import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readEvents, resultsUnder, storedVersions } from '../durability/read-events';
import { verifyChain } from '../durability/verify-chain';
import { gatewayProgram, runProgram } from '../keys/program';
import { type Balancer, startBalancer } from '../support/balancer';
import { createClient } from '../support/client';
import { startConsumers } from '../support/feed-consumers';
import { type IdentityProvider, startIdentityProvider } from '../support/identity-provider';
import { lostReports, startMixedLoad } from '../support/mixed-load';
import { createPart, type PartProcess } from './part-process';

const subgraph = (name: string) => `subgraphs/${name}/dist/main.js`;
const addressOf = ({ port }: PartProcess) => `http://127.0.0.1:${port}/graphql`;

describe('two gateways before two instances of a subgraph', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'lianyi-rolling-'));
  const parts: PartProcess[] = [];
  const balancers: Balancer[] = [];
  let provider: IdentityProvider;
  let [results, gateways]: PartProcess[][] = [];
  let demo: readonly string[];
  /** The parts that run apart; the others run in each gateway. */
  const urls: Record<string, string> = {};
  const env = () => ({
    ...{ DATA_DIR: dataDir, DEMO: 'off', DRAIN_SECONDS: '2', OIDC_ISSUER: provider.issuer },
    ...urls,
  });
  const part = async (program: string) => {
    const made = await createPart(program, env);
    parts.push(made);
    return made;
  };

  beforeAll(async () => {
    provider = await startIdentityProvider();
    const { code } = await runProgram('gateway/dist/demo.js', {
      ...{ DATA_DIR: dataDir, DEMO_PATIENTS: '12' },
    });
    expect(code).toBe(0);
    demo = await storedVersions(resultsUnder(dataDir));
    const [patients, personnel] = [
      await part(subgraph('patients')),
      await part(subgraph('personnel')),
    ];
    results = [await part(subgraph('results')), await part(subgraph('results'))];
    urls.SUBGRAPH_PATIENTS_URL = addressOf(patients);
    urls.SUBGRAPH_PERSONNEL_URL = addressOf(personnel);
    for (const one of parts) await one.start();
    const beforeResults = await startBalancer(results.map(({ port }) => port));
    urls.SUBGRAPH_RESULTS_URL = `${beforeResults.url}/graphql`;
    gateways = [await part(gatewayProgram), await part(gatewayProgram)];
    for (const one of gateways) await one.start();
    balancers.push(beforeResults, await startBalancer(gateways.map(({ port }) => port)));
  }, 180_000);
  afterAll(async () => {
    await Promise.all(parts.map((one) => one.end()));
    for (const balancer of balancers) await balancer.stop();
    await provider.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }, 60_000);

  it('are restarted one after the other under load: no request fails, no report is lost or told twice', async () => {
    const url = balancers[1]?.url ?? '';
    const consumers = await startConsumers(url, provider.token);
    const load = await startMixedLoad(url, { posters: 4, tokenOf: provider.token });
    const codes: (number | null)[] = [];
    for (const one of [...(results ?? []), ...(gateways ?? [])]) {
      codes.push(await one.end());
      await one.start();
      // The proxy is to see that it is back before the next one leaves.
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
    const { answered, acknowledged, failures } = await load.stop();
    expect([failures, codes]).toEqual([[], [0, 0, 0, 0]]);
    expect(Math.min(answered, acknowledged.length * 10)).toBeGreaterThan(100);
    const streams = await consumers.stop(acknowledged.length);
    expect(streams).toMatchObject({ failures: [], mistold: [] });
    expect(streams.sentAway).toBeGreaterThan(4);
    const client = createClient(url, provider.token);
    expect(await lostReports(url, acknowledged, client)).toEqual([]);
    const told = (await storedVersions(resultsUnder(dataDir))).length - demo.length;
    expect(told).toBe(acknowledged.length);
  }, 180_000);

  it('leave a whole access log, and tell of every version once', async () => {
    await Promise.all(parts.map((one) => one.end()));
    expect(await verifyChain(dataDir)).toMatchObject({ code: 0 });
    const told = await readEvents(resultsUnder(dataDir), demo);
    expect(told).toEqual({ untold: [], invented: [], unsent: 0 });
  }, 60_000);
});
