import { afterEach, beforeEach, expect, it } from '@jest/globals';
import type { EventBus } from '@lianyi/shared/events/event-bus';
import { readEventNumbers } from '@lianyi/shared/events/event-numbers';
import { createMemoryBus } from '@lianyi/shared/events/memory-bus';
import { createRedisBus } from '@lianyi/shared/events/redis-bus';
import { createLogger } from '@lianyi/shared/logging/logger';
import type { RunningSubgraph } from '@lianyi/shared/subgraph/subgraph';
import { eventually } from '@lianyi/shared/testing/event-fixture';
import { startRedis } from '@lianyi/shared/testing/start-redis';
import {
  describeOnBothDatabases,
  openTestDatabase,
  type TestDatabase,
} from '@lianyi/shared/testing/test-databases';
import { describeWithRedis } from '@lianyi/shared/testing/test-redis';
import { runAs, testOptions } from '@lianyi/shared/testing/test-subgraph';
import { resultsTables } from '../data-source';
import { createSubgraph } from '../index';
import { aCounty } from '../testing/county.factory';
import { createQualityClient } from '../testing/quality.client';
import { aLabReport } from '../testing/report.factory';
import { clinician, dongpu } from '../testing/results.harness';

const logger = createLogger('test', 'silent');

describeOnBothDatabases('what another process enters of quality', (kind) => {
  let place: TestDatabase;
  let processes: RunningSubgraph[];
  const closing: (() => Promise<void>)[] = [];
  const county = aCounty();
  const numbers = { ...readEventNumbers(), gatherMilliseconds: 1 };
  const newBus = () => createMemoryBus({ logger, numbers, now: () => new Date() });
  const start = async (events?: EventBus) => {
    const now = () => new Date('2026-03-04T10:00:00+08:00');
    const options = { ask: county.ask, now, ...(events ? { events } : {}) };
    const subgraph = await createSubgraph(testOptions(place.location, options));
    processes.push(subgraph);
    subgraph.relay?.start();
    return subgraph;
  };
  beforeEach(async () => {
    place = await openTestDatabase(kind, resultsTables);
    processes = [];
    county.access.set('patient-1', {});
  });
  afterEach(async () => {
    await Promise.all(processes.map(({ relay }) => relay?.close()));
    for (const close of closing.splice(0).reverse()) await close();
    await Promise.all(processes.map((subgraph) => subgraph.stop()));
    await place.drop();
  });

  const obstaclesIn = async (subgraph: RunningSubgraph) => {
    const query =
      'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Patient { labReports { nodes { observations { recognition { obstacles } } } } } } }';
    const r = [{ __typename: 'Patient', id: 'patient-1' }];
    const { data } = await runAs(subgraph, clinician, query, { r });
    return JSON.stringify(data).includes('NO_QUALITY_RECORD');
  };
  const clientOf = (subgraph: RunningSubgraph) =>
    createQualityClient(() => ({
      run: (viewer, query, variables) => runAs(subgraph, viewer, query, variables),
    }));
  const enter = (subgraph: RunningSubgraph) => clientOf(subgraph).round();
  const withdraw = (subgraph: RunningSubgraph, id = '') => clientOf(subgraph).withdraw(id);
  const post = (subgraph: RunningSubgraph) =>
    runAs(
      ...([subgraph, dongpu] as const),
      'mutation ($input: LabReportInput!) { postLabReport(input: $input) { outcome } }',
      { input: aLabReport() },
    );

  it('counts here when its event comes', async () => {
    const bus = newBus();
    const [here, elsewhere] = [await start(bus), await start(bus)];
    await post(here);
    expect([await obstaclesIn(here), await obstaclesIn(elsewhere)]).toEqual([true, true]);
    await enter(elsewhere);
    await eventually(async () => !(await obstaclesIn(here)), 20_000);
  });

  it('counts in that process at once, and here within a minute, where no event comes', async () => {
    const [here, elsewhere] = [await start(), await start(newBus())];
    await post(here);
    expect([await obstaclesIn(here), await obstaclesIn(elsewhere)]).toEqual([true, true]);
    await enter(elsewhere);
    expect([await obstaclesIn(here), await obstaclesIn(elsewhere)]).toEqual([true, false]);
  });

  describeWithRedis('with Redis between them', () => {
    it('counts here when its event comes, and is entered and told later while Redis is down', async () => {
      const redis = await startRedis();
      closing.push(() => redis.stop());
      const options = { logger, numbers, now: () => new Date() };
      const buses = [0, 1].map(() => createRedisBus({ ...options, url: redis.url }));
      closing.push(...buses.map((bus) => () => bus.close()));
      const [here, elsewhere] = await Promise.all(buses.map((bus) => start(bus)));
      if (!here || !elsewhere) throw new Error('two were started');
      await post(here);
      expect([await obstaclesIn(here), await obstaclesIn(elsewhere)]).toEqual([true, true]);
      const { record } = await enter(elsewhere);
      await eventually(async () => !(await obstaclesIn(here)), 20_000);

      await redis.kill();
      const { errors } = await withdraw(elsewhere, record?.id);
      expect([errors, await obstaclesIn(elsewhere)]).toEqual([undefined, true]);
      await redis.start();
      await eventually(() => obstaclesIn(here), 20_000);
    });
  });
});
