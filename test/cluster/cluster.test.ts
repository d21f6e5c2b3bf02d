import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { tables as patientsTables } from '@lianyi/patients';
import { type AccessChain, createAccessChain } from '@lianyi/patients/audit/access-chain';
import { verifyChain } from '@lianyi/patients/audit/verify-chain';
import { ChangeRow } from '@lianyi/patients/change/change.entity';
import { storeChanges } from '@lianyi/patients/change/store-changes.service';
import { createPatientsProcess } from '@lianyi/patients/context';
import { anEvent as anAccessEvent } from '@lianyi/patients/testing/patients.factory';
import { createSubgraph, tables } from '@lianyi/results';
import { aCounty } from '@lianyi/results/testing/county.factory';
import { aLabReport } from '@lianyi/results/testing/report.factory';
import { dongpu } from '@lianyi/results/testing/results.harness';
import type { Database } from '@lianyi/shared/database/database';
import { type DatabaseLocation, openDatabase } from '@lianyi/shared/database/open-database';
import { writeEvent } from '@lianyi/shared/events/redis-event';
import type { RunningSubgraph } from '@lianyi/shared/subgraph/subgraph';
import { aCounter, Counter, counterTables } from '@lianyi/shared/testing/counter';
import {
  anEvent,
  eventTables,
  recordEach,
  silent,
  unsentOf,
} from '@lianyi/shared/testing/event-fixture';
import { runAs, testKeys, testOptions } from '@lianyi/shared/testing/test-subgraph';
import { startCluster, type TestCluster } from './start-cluster';

const [clients, reports] = [10, 40];
const mutation =
  'mutation ($input: LabReportInput!) { posted: postLabReport(input: $input) { report { id version } } }';

describe('a cluster of three nodes', () => {
  let cluster: TestCluster;
  let locations: DatabaseLocation[];
  beforeAll(async () => {
    cluster = await startCluster();
    locations = cluster.nodes.map(({ url }) => ({ url, dataDir: '', production: true }));
  }, 120_000);
  afterAll(() => cluster?.stop());

  const openAll = async () => {
    const opened: Database[] = [];
    for (const location of locations)
      opened.push(await openDatabase({ ...counterTables, location }));
    return opened;
  };

  it('shows through every node what was committed through another', async () => {
    const [one, two, three] = await openAll();
    if (!one || !two || !three) throw new Error('three nodes');
    for (let round = 0; round < 100; round += 1) {
      const id = `r${round}`;
      await one.transaction((manager) => manager.insert(Counter, aCounter({ id })));
      expect(await three.read.countBy(Counter, { id })).toBe(1);
      await two.transaction((manager) => manager.increment(Counter, { id }, 'value', 1));
      expect(await one.read.findOneBy(Counter, { id })).toMatchObject({ value: 1 });
    }
    await Promise.all([one, two, three].map((database) => database.close()));
  }, 60_000);

  it('counts a row that is changed through two nodes at once to the exact sum', async () => {
    const opened = await openAll();
    const [one, two] = opened;
    if (!one || !two) throw new Error('two nodes');
    await one.transaction((manager) => manager.insert(Counter, aCounter({ id: 'hot' })));
    const countUp = async (database: Database) => {
      for (let round = 0; round < 40; round += 1)
        await database.transaction((manager) =>
          manager.increment(Counter, { id: 'hot' }, 'value', 1),
        );
    };
    await Promise.all([one, two, one, two, one, two].map(countUp));
    for (const { read } of opened)
      expect(await read.findOneBy(Counter, { id: 'hot' })).toMatchObject({ value: 240 });
    await Promise.all(opened.map((database) => database.close()));
  }, 60_000);

  it('numbers events in the order of their commits, through whichever node', async () => {
    const opened: Database[] = [];
    for (const location of locations) opened.push(await openDatabase({ ...eventTables, location }));
    const events = Array.from({ length: 60 }, (_, version) => anEvent('p', version));
    for (const [at, event] of events.entries()) {
      const database = opened[(at * 2 + (at % 5)) % 3];
      if (database) await recordEach(database, [event]);
    }
    const [first] = opened;
    expect(first && (await unsentOf(first))).toEqual(events.map(({ id }) => ({ id })));
    await Promise.all(opened.map((database) => database.close()));
  }, 60_000);

  it('keeps the access log whole that is written through every node at once', async () => {
    const opened: Database[] = [];
    for (const location of locations)
      opened.push(await openDatabase({ ...patientsTables, location }));
    const chains = opened.map((database) =>
      createAccessChain({ database, keys: testKeys(), logger: silent }),
    );
    const live = async (chain: AccessChain, node: number) => {
      for (let entry = 0; entry < 30; entry += 1)
        await chain.append([anAccessEvent(`p${node}-${entry}`)]);
    };
    await Promise.all(chains.map(live));
    for (const database of opened)
      expect(await verifyChain(database, testKeys())).toMatchObject({ whole: true, entries: 90 });
    await Promise.all(opened.map((database) => database.close()));
  }, 60_000);

  it('gives changes one order without a gap, through whichever nodes they are added', async () => {
    const opened: Database[] = [];
    for (const location of locations)
      opened.push(await openDatabase({ ...patientsTables, location }));
    const feed = async (database: Database, node: number) => {
      const [location] = locations;
      const patients = location && (await createPatientsProcess(testOptions(location), database));
      if (!patients) throw new Error('a node');
      for (let version = 1; version <= 40; ) {
        const texts = [version, version + 1].map((one) =>
          writeEvent({ ...anEvent(`p${node}`, one), at: new Date() }),
        );
        // As a relay: what was not taken is told again.
        const taken = await storeChanges({ ...patients, database }, texts).catch(() => null);
        if (taken !== null) version += 1;
      }
    };
    await Promise.all(opened.map(feed));
    for (const { read } of opened) {
      const rows = await read.find(ChangeRow, { order: { sequence: 'ASC' } });
      expect(rows.map(({ sequence }) => sequence)).toEqual(rows.map((_, index) => index + 1));
      for (const node of [0, 1, 2]) {
        const told = rows.filter(({ patientId }) => patientId === `p${node}`);
        expect(told.map(({ details }) => details.version)).toEqual(
          Array.from({ length: 41 }, (_, index) => index + 1),
        );
      }
    }
    await Promise.all(opened.map((database) => database.close()));
  }, 120_000);

  it('keeps every acknowledged report once on the nodes that survive one that is killed', async () => {
    const { ask } = aCounty();
    const parts: RunningSubgraph[] = [];
    for (const location of locations)
      parts.push(await createSubgraph(testOptions(location, { ask })));
    const acknowledged: string[] = [];
    const waiting = Array.from({ length: reports }, (_, at) => `LIS-${at}`);
    const send = async (sourceId: string, client: number) => {
      for (let attempt = client; attempt < client + 200; attempt += 1) {
        const part = parts[attempt % parts.length];
        if (!part) throw new Error('a part');
        const answer = await runAs(part, dongpu, mutation, { input: aLabReport({ sourceId }) });
        if (answer.errors === undefined) return;
        const code = answer.errors[0]?.extensions?.code;
        expect(code).toBe('UNAVAILABLE');
      }
      throw new Error(`${sourceId} was never taken`);
    };
    let killed: Promise<void> | undefined;
    const work = async (_: unknown, client: number) => {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        await send(next, client);
        acknowledged.push(next);
        // In the middle, and twice from each sender.
        if (acknowledged.length >= reports / 3) killed ??= cluster.nodes[2]?.kill();
        await send(next, client + 1);
      }
    };
    await Promise.all(Array.from({ length: clients }, work));
    await killed;
    expect(acknowledged).toHaveLength(reports);
    for (const location of locations.slice(0, 2)) {
      const { read, close } = await openDatabase({ ...tables, location });
      const stored: { sourceId: string; version: number }[] = await read.query(
        'SELECT `sourceId`, `version` FROM `lab_report`',
      );
      expect(stored.map(({ sourceId }) => sourceId).sort()).toEqual([...acknowledged].sort());
      expect(new Set(stored.map(({ version }) => version))).toEqual(new Set([1]));
      await close();
    }
    await Promise.all(parts.map((part) => part.stop().catch(() => undefined)));
  }, 120_000);

  it('answers nothing from a node that is left alone', async () => {
    const [location] = locations;
    if (!location) throw new Error('a node');
    const { read, transaction, close } = await openDatabase({ ...counterTables, location });
    await cluster.nodes[1]?.kill();
    const reading = async () => {
      for (;;) await read.findOneBy(Counter, { id: 'hot' });
    };
    await expect(reading()).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    const writing = transaction((manager) => manager.increment(Counter, { id: 'hot' }, 'value', 1));
    await expect(writing).rejects.toMatchObject({ code: 'UNAVAILABLE', cause: { errno: 1047 } });
    await close();
  }, 60_000);
});
