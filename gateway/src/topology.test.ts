import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { EventBus } from '@lianyi/shared/events/event-bus';
import { openEventBus } from '@lianyi/shared/events/open-event-bus';
import { subgraphNames } from '@lianyi/shared/ports/ask-subgraph';
import { urlVariable } from '@lianyi/shared/subgraph/subgraph-config';
import { anEvent, eventually, silent } from '@lianyi/shared/testing/event-fixture';
import { startRedis, type TestRedis } from '@lianyi/shared/testing/start-redis';
import { describeWithRedis } from '@lianyi/shared/testing/test-redis';
import { testKeys } from '@lianyi/shared/testing/test-subgraph';
import { readGatewayConfig } from './config';
import { openTopology, type Topology } from './topology';

const addresses = subgraphNames.map((name) => [urlVariable(name), 'http://127.0.0.1:9/graphql']);

describeWithRedis('a gateway before parts apart', () => {
  let redis: TestRedis;
  let topology: Topology;
  let bus: EventBus;
  beforeAll(async () => {
    redis = await startRedis();
    const config = readGatewayConfig({ REDIS_URL: redis.url, ...Object.fromEntries(addresses) });
    topology = await openTopology(config, testKeys(), silent);
    bus = openEventBus({ redisUrl: redis.url, logger: silent });
  });
  afterAll(async () => {
    await bus?.close();
    await topology?.close();
    await redis?.stop();
  });

  it('hears of what they tell through Redis', async () => {
    let [heard, others] = [0, 0];
    topology.onChange(['results.report.stored'], () => {
      heard += 1;
    });
    topology.onChange(['personnel.posting.ended'], () => {
      others += 1;
    });
    // Once it has found its place: something may have been missed before.
    await eventually(() => heard > 0 && others > 0);
    const before = { heard, others };
    const tell = async () => {
      await bus.send([{ ...anEvent('a', 1), at: new Date() }], await bus.place());
      return true;
    };
    await eventually(() => tell().catch(() => false));
    await eventually(() => heard > before.heard);
    expect(others).toBe(before.others);
  });
});
