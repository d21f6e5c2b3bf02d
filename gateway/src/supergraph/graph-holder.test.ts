import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { buildSchema, type GraphQLSchema } from 'graphql';
import type { Executor } from '../execution/made-answer';
import { createGraphHolder } from './graph-holder';
import type { ServedGraph } from './load-graph';

const until = async (holds: () => boolean) => {
  for (let left = 100; left > 0 && !holds(); left -= 1) await pause(10);
  expect(holds()).toBe(true);
};

/** A graph whose operations end when they are told to. */
function graph(name: string) {
  const one = { released: 0, finish: [] as (() => void)[] };
  const served: ServedGraph = {
    ...{ schema: buildSchema('type Query { a: Int }'), supergraphSdl: name },
    execute: () =>
      new Promise((resolve) => one.finish.push(() => resolve({ data: { served: name } }))),
    state: () => ({ entries: 0, hits: 0, misses: 0 }),
    leftAlone: () => [],
    async release() {
      one.released += 1;
    },
  };
  return { one, served };
}

describe('a holder of graphs', () => {
  const ask = (executor: Executor | null, schema: GraphQLSchema) =>
    executor?.({ schema } as Parameters<Executor>[0]);

  it('runs each operation on the graph it was checked against, and keeps that one as long', async () => {
    const [old, next] = [graph('old'), graph('next')];
    const holder = createGraphHolder(old.served, { retireMilliseconds: 20 });
    const { executor } = await holder.gateway.load({ apollo: {} });
    const began = ask(executor, old.served.schema);
    holder.use(next.served);
    const checkedBefore = ask(executor, old.served.schema);
    const after = ask(executor, next.served.schema);
    await pause(60);
    expect(old.one.released).toBe(0);
    for (const finish of [...old.one.finish, ...next.one.finish]) finish();
    const answers = await Promise.all([began, checkedBefore, after]);
    expect(answers.map((answer) => answer?.data?.served)).toEqual(['old', 'old', 'next']);
    await until(() => old.one.released === 1);
    expect(next.one.released).toBe(0);
    await holder.gateway.stop();
    expect([old.one.released, next.one.released]).toEqual([1, 1]);
  });

  it('keeps a graph for a while where nothing runs on it: something may be about to', async () => {
    const [old, next] = [graph('old'), graph('next')];
    const holder = createGraphHolder(old.served, { retireMilliseconds: 50 });
    holder.use(next.served);
    expect(old.one.released).toBe(0);
    await until(() => old.one.released === 1);
  });

  it('tells who listens of each graph', async () => {
    const [old, next] = [graph('old'), graph('next')];
    const holder = createGraphHolder(old.served, { retireMilliseconds: 1 });
    const heard: string[] = [];
    const leave = holder.gateway.onSchemaLoadOrUpdate?.(({ coreSupergraphSdl }) => {
      heard.push(coreSupergraphSdl);
    });
    await holder.gateway.load({ apollo: {} });
    holder.use(next.served);
    leave?.();
    holder.use(old.served);
    expect(heard).toEqual(['old', 'next']);
  });
});
