import { expect, it } from '@jest/globals';
import { eventually, testNumbers } from '../testing/event-fixture';
import type { RedisClient } from './redis-client';
import { createChangeListener } from './redis-listener';

it('who listens is told where another server took over without a break', async () => {
  let history = 'one';
  let reads = 0;
  const client = {
    eval: async () => history,
    xrevrange: async () => [['7-0', []]],
    async xread() {
      reads += 1;
      await new Promise((resolve) => setTimeout(resolve, 1));
      return null;
    },
    disconnect() {},
  } as unknown as RedisClient;
  const keys = { stream: 's', dead: 'd', missed: 'm', name: 'n' };
  const listener = createChangeListener({ keys, numbers: testNumbers(), connect: () => client });
  let drops = 0;
  listener.add(['results.report.stored'], () => {
    drops += 1;
  });
  await eventually(() => reads > 3);
  expect(drops).toBe(1);
  history = 'another';
  await eventually(() => drops === 2);
  await listener.close();
});
